#include "ui/fonts.h"

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <imgui.h>
#include <misc/freetype/imgui_freetype.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <vector>

namespace onescreen::ui {
namespace {

struct FontFile {
  std::string path;
  int index = 0;
};

// A font file mapped read-only: the 20 MB of Noto CJK are shared by both weights' users and by other processes.
class Mapping {
 public:
  explicit Mapping(const std::string& path) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    struct stat info {};
    if (fstat(fd, &info) == 0 && info.st_size > 0) {
      void* mapped = mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
      if (mapped != MAP_FAILED) {
        // A few hundred glyphs of 65,000 are read: neither the pages around each nor whole huge ones are wanted.
        madvise(mapped, static_cast<size_t>(info.st_size), MADV_RANDOM);
        madvise(mapped, static_cast<size_t>(info.st_size), MADV_NOHUGEPAGE);
        data_ = mapped;
        size_ = static_cast<size_t>(info.st_size);
      }
    }
    close(fd);
  }
  ~Mapping() {
    if (data_ != nullptr) munmap(data_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  void* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  void* data_ = nullptr;
  size_t size_ = 0;
};

// fontconfig always answers with some font; only one of the very family asked for counts.
model::Result<FontFile> find_font(FcConfig* config, const char* family, int weight, const char* package) {
  FcPattern* wanted = FcPatternCreate();
  FcPatternAddString(wanted, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted, FC_WEIGHT, weight);
  FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
  FcConfigSubstitute(config, wanted, FcMatchPattern);
  FcDefaultSubstitute(wanted);
  FcResult result = FcResultNoMatch;
  FcPattern* match = FcFontMatch(config, wanted, &result);
  FontFile font;
  bool right_family = false;
  if (match != nullptr) {
    FcChar8* name = nullptr;
    for (int i = 0; FcPatternGetString(match, FC_FAMILY, i, &name) == FcResultMatch; ++i) {
      right_family |= std::string(reinterpret_cast<const char*>(name)) == family;
    }
    FcChar8* file = nullptr;
    if (FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch) font.path = reinterpret_cast<const char*>(file);
    FcPatternGetInteger(match, FC_INDEX, 0, &font.index);
    FcPatternDestroy(match);
  }
  FcPatternDestroy(wanted);
  if (!right_family || font.path.empty()) {
    return model::Error{model::ErrorCode::io,
                        std::string("the font ") + family + " is missing; install the package " + package, "fonts"};
  }
  return font;
}

// Line height over em. ImGui asks FreeType for a size whose ascender minus descender is the number given, so this ratio
// turns an em into that number.
// nullopt for what is not a font.
std::optional<float> line_height_ratio(const Mapping& file, int index) {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  std::optional<float> ratio;
  if (FT_Init_FreeType(&library) != 0) return ratio;
  if (FT_New_Memory_Face(library, static_cast<const FT_Byte*>(file.data()), static_cast<FT_Long>(file.size()), index,
                         &face) == 0) {
    ratio = 1.0f;
    if (face->units_per_EM > 0)
      ratio = static_cast<float>(face->ascender - face->descender) / static_cast<float>(face->units_per_EM);
    FT_Done_Face(face);
  }
  FT_Done_FreeType(library);
  return ratio;
}

struct FaceFont {
  ImFont* font = nullptr;
  float ratio = 1;
};

}  // namespace

struct Fonts::Loaded {
  ImGuiContext* context = ImGui::GetCurrentContext();
  std::vector<std::unique_ptr<Mapping>> files;
  std::array<FaceFont, 3> faces;             // by Face
  std::unordered_map<uint64_t, int> chosen;  // face << 32 | code point -> index into faces, -1: none has it
};

Fonts::Fonts() : loaded_(std::make_unique<Loaded>()) {}

// The atlas keeps pointers into the mappings, so it forgets its fonts first.
Fonts::~Fonts() {
  ImGuiContext* const current = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(loaded_->context);
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (ImFontConfig& source : atlas.Sources) source.FontDataOwnedByAtlas = false;  // the mappings are ours
  atlas.ClearFonts();
  ImGui::SetCurrentContext(current);
}

model::Result<std::unique_ptr<Fonts>> Fonts::load() {
  struct Wanted {
    const char* family;
    int weight;
    const char* package;
  };
  static constexpr Wanted kWanted[] = {{"Noto Sans CJK SC", FC_WEIGHT_REGULAR, "fonts-noto-cjk"},
                                       {"Noto Sans CJK SC", FC_WEIGHT_BOLD, "fonts-noto-cjk"},
                                       {"B612", FC_WEIGHT_REGULAR, "fonts-b612"}};
  std::unique_ptr<Fonts> fonts(new Fonts);
  // A configuration of our own, gone when the files are found: fontconfig's global one would keep its caches for
  // months.
  const std::unique_ptr<FcConfig, decltype(&FcConfigDestroy)> fontconfig(FcInitLoadConfigAndFonts(), &FcConfigDestroy);
  if (fontconfig == nullptr)
    return model::Error{model::ErrorCode::io,
                        "fontconfig has no usable configuration; install the package fontconfig-config", "fonts"};
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (size_t i = 0; i < fonts->loaded_->faces.size(); ++i) {
    auto found = find_font(fontconfig.get(), kWanted[i].family, kWanted[i].weight, kWanted[i].package);
    if (!found) return found.error();
    auto file = std::make_unique<Mapping>(found->path);
    if (file->data() == nullptr) return model::Error{model::ErrorCode::io, "the font file cannot be read", found->path};
    const auto ratio = line_height_ratio(*file, found->index & 0xFFFF);
    const model::Error no_font{model::ErrorCode::io, "is not a font that FreeType can read", found->path};
    if (!ratio) return no_font;
    ImFontConfig config;
    // ImGui copies what it does not own, 40 MB of it here, so it is told that it does until just before it would free it.
    // It would also free a font that it cannot read, which is why that was tried before.
    config.FontDataOwnedByAtlas = true;
    config.FontNo = static_cast<ImU32>(found->index & 0xFFFF);
    config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
    // Glyph positions on whole pixels keep strokes sharp; the advance of digits is the same for all, so figures stay
    // tabular.
    config.PixelSnapH = true;
    config.OversampleH = config.OversampleV = 1;
    FaceFont& face = fonts->loaded_->faces[i];
    face.font = atlas.AddFontFromMemoryTTF(file->data(), static_cast<int>(file->size()), 16, &config);
    if (face.font == nullptr) return no_font;
    face.ratio = *ratio;
    fonts->loaded_->files.push_back(std::move(file));
  }
  return fonts;
}

Fonts::Choice Fonts::choose(Face face, char32_t codepoint, float em_px) {
  const uint64_t key = static_cast<uint64_t>(face) << 32 | codepoint;
  auto found = loaded_->chosen.find(key);
  if (found == loaded_->chosen.end()) {
    // The figure face is for ASCII only, so that a unit beside a number is in the Chinese face; otherwise the first
    // font that has it.
    std::vector<int> order;
    if (face != Face::figure || codepoint < 0x80) order.push_back(static_cast<int>(face));
    for (const int other : {0, 2}) order.push_back(other);
    int index = -1;
    for (const int candidate : order) {
      if (loaded_->faces[static_cast<size_t>(candidate)].font->IsGlyphInFont(static_cast<ImWchar>(codepoint))) {
        index = candidate;
        break;
      }
    }
    if (index < 0) missing_.insert(codepoint);
    found = loaded_->chosen.emplace(key, index).first;
  }
  if (found->second < 0) return {nullptr, em_px};
  const FaceFont& chosen = loaded_->faces[static_cast<size_t>(found->second)];
  return {chosen.font, std::round(em_px * chosen.ratio)};
}

float Fonts::ascent(const Choice& choice) const { return choice.font->GetFontBaked(choice.imgui_px)->Ascent; }

}  // namespace onescreen::ui
