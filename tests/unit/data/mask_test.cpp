// Proves domain.md 7.6: what each mask shows, that it fails closed where well-known ones fail open, and by seeded
// random texts that it hides, changes nothing on a second pass and touches nothing else.
#include "data/mask.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "data/mask_patterns.h"

namespace onescreen::data {
namespace {

std::string text(std::string_view value) { return masked(Mask::text, value); }
std::string phone(std::string_view value) { return masked(Mask::phone, value); }

constexpr Mask kAll[] = {Mask::name,  Mask::phone, Mask::id,   Mask::address,
                         Mask::plate, Mask::email, Mask::text, Mask::hide};

TEST(Mask, Names) {
  EXPECT_EQ(masked(Mask::name, "段正淳"), "段**");
  EXPECT_EQ(masked(Mask::name, "段誉"), "段*");
  EXPECT_EQ(masked(Mask::name, " 欧阳锋 "), "欧**");
  EXPECT_EQ(masked(Mask::name, "𠮷野家"), "𠮷**") << "trap 33: not split";
  EXPECT_EQ(masked(Mask::name, "Smith"), "S***");
  EXPECT_EQ(masked(Mask::name, "阿卜杜热合曼·买买提"), "阿***");
  EXPECT_EQ(masked(Mask::name, "段"), "*") << "one character is a whole name";
  EXPECT_EQ(masked(Mask::name, "13812345678"), "****") << "a number in the wrong column";
}

TEST(Mask, Phones) {
  EXPECT_EQ(phone("18012341999"), "180****1999");
  for (const char* same : {"138 1234 5678", "138-1234-5678", "+86 138 1234 5678", "+8613812345678", "008613812345678",
                           "１３８１２３４５６７８", "138　1234　5678", "（138）12345678"}) {
    EXPECT_EQ(phone(same), "138****5678") << same;
  }
  EXPECT_EQ(phone("021-65123456"), "0216*****56");
  EXPECT_EQ(phone("(0512) 6512345"), "0512*****45");
  EXPECT_EQ(phone("65123456"), "******56");
  EXPECT_EQ(phone("138****5678"), "138****5678");
}

// The reference shows a number of seven digits whole through its rule for mobile numbers.
TEST(Mask, PhonesThatAreNoneShowNothing) {
  for (const char* odd : {"1381234567", "138123456789", "12345", "张先生13812345678", "13812345678/13912345678", "无",
                          "138123*****", "\xFF\xFE"}) {
    EXPECT_EQ(phone(odd).find_first_not_of('*'), std::string::npos) << odd << " became " << phone(odd);
  }
}

TEST(Mask, Identities) {
  EXPECT_EQ(masked(Mask::id, "51343620000320711X"), "5***************1X");
  EXPECT_EQ(masked(Mask::id, "51343620000320711x"), "5***************1X");
  EXPECT_EQ(masked(Mask::id, "130503670401001"), "1************01");
  EXPECT_EQ(masked(Mask::id, "5134362000032071"), "****") << "too short";
  EXPECT_EQ(masked(Mask::id, "E12345678"), "****") << "a passport";
}

TEST(Mask, Addresses) {
  EXPECT_EQ(masked(Mask::address, "上海市虹口区四川北路1234号"), "上海市虹口区四川北路****");
  EXPECT_EQ(masked(Mask::address, "虹口区凉城新村街道丰镇路8弄3号502室"), "虹口区凉城新村街道丰镇路****");
  EXPECT_EQ(masked(Mask::address, "四川北路街道多伦路8号"), "四川北路街道多伦路**");
  EXPECT_EQ(masked(Mask::address, "四平路瑞虹新城二期张三家"), "四平路****");
  EXPECT_EQ(masked(Mask::address, "四平路"), "四平路");
  for (const char* unusual : {"3号楼502室 四平路", "五〇二室四平路", "瑞虹新城二期四平路", "张三小区四平路", "玉田新村",
                              "张三住在虹口区四平路", "Siping Road 8", "路"}) {
    EXPECT_EQ(masked(Mask::address, unusual).find_first_not_of('*'), std::string::npos) << unusual;
  }
}

TEST(Mask, Plates) {
  EXPECT_EQ(masked(Mask::plate, "沪A12345"), "沪A****5");
  EXPECT_EQ(masked(Mask::plate, "沪a·d12345"), "沪A*****5") << "new energy, with a dot";
  EXPECT_EQ(masked(Mask::plate, "沪Ａ１２３４５"), "沪A****5");
  EXPECT_EQ(masked(Mask::plate, "苏D4321挂"), "苏D****挂");
  for (const char* odd : {"沪A1234", "沪A1234567", "A12345", "沪12345", "沪A12345 沪B12345"})
    EXPECT_EQ(masked(Mask::plate, odd), "****") << odd;
}

// The reference shows a local part of one character.
TEST(Mask, EMails) {
  EXPECT_EQ(masked(Mask::email, "zhangsan@qq.com"), "z***@qq.com");
  EXPECT_EQ(masked(Mask::email, "zs@qq.com"), "z*@qq.com");
  EXPECT_EQ(masked(Mask::email, "z@qq.com"), "*@qq.com");
  for (const char* odd : {"zhangsan", "@qq.com", "zhangsan@", "zhangsan@qq", "张三@qq.com", "a@b@c.cn"})
    EXPECT_EQ(masked(Mask::email, odd).find_first_not_of('*'), std::string::npos) << odd;
}

TEST(Mask, HidingAndNone) {
  EXPECT_EQ(masked(Mask::hide, "anything at all"), "****");
  EXPECT_EQ(masked(Mask::hide, "张"), "*");
  EXPECT_EQ(masked(Mask::none, "张三 13812345678"), "张三 13812345678");
  for (const Mask mask : kAll) EXPECT_EQ(masked(mask, ""), "");
  for (const std::string& name : mask_names()) EXPECT_TRUE(mask_from_name(name)) << name;
}

TEST(MaskInText, PhonesHoweverTheyAreWritten) {
  EXPECT_EQ(text("来电人张先生13812345678反映"), "来电人张先生138****5678反映");
  EXPECT_EQ(text("电话１３８１２３４５６７８。"), "电话138****5678。");
  EXPECT_EQ(text("打138 1234 5678或139-1234-5678"), "打138****5678或139****5678");
  EXPECT_EQ(text("13812345678 13912345678"), "138****5678 139****5678");
  EXPECT_EQ(text("+86 13812345678, (+86)138-1234-5678"), "138****5678, 138****5678");
  EXPECT_EQ(text("tel:13812345678x"), "tel:138****5678x");
  EXPECT_EQ(text("座机021-65123456转3"), "座机0216*****56转3");
  EXPECT_EQ(text("（021）65123456"), "0216*****56");
  EXPECT_EQ(text("02165123456"), "0216*****56");
  EXPECT_EQ(text("联系电话：65123456"), "联系电话：******56");
  EXPECT_EQ(text("电话号码是6512 3456"), "电话号码是******56");
}

TEST(MaskInText, IdentitiesByTheirCheckDigit) {
  EXPECT_EQ(text("身份证51343620000320711X，"), "身份证5***************1X，");
  EXPECT_EQ(text("证号 513436 20000320 711x"), "证号 5***************1X");
  EXPECT_EQ(text("老证130503670401001号"), "老证1************01号");
  EXPECT_EQ(text("513436200003207110"), "513436200003207110") << "a wrong check digit: an order number";
}

// 7.6 and trap 33: numbers of things are not personal.
TEST(MaskInText, NumbersOfThingsStay) {
  for (const char* same :
       {"国标 31010900001320138123 离线", "工单20261120138123456789", "工单号 2026112000123", "1763596356123456789",
        "WO-20261120-00138", "坐标121.4812345,31.2512345", "2026-11-20 07:52:36", "400-820-8820", "12345热线",
        "共20261120件", "面积1381234.56平方米", "楼高65123456毫米", "网格310109001001"}) {
    EXPECT_EQ(text(same), same);
  }
}

TEST(MaskInText, PlatesAndEMails) {
  EXPECT_EQ(text("沪A12345违停，沪AD12345占道"), "沪A****5违停，沪A*****5占道");
  EXPECT_EQ(text("新A座、京B楼、沪A12345678"), "新A座、京B楼、沪A12345678");
  EXPECT_EQ(text("邮箱zhangsan@qq.com收"), "邮箱z***@qq.com收");
  EXPECT_EQ(text("13812345678@139.com"), "1***@139.com");
  EXPECT_EQ(text("@all 注意"), "@all 注意");
}

TEST(MaskInText, EverythingElseStaysByteForByte) {
  const std::string odd = "\xFF\xC3\x28 全角１２３　𠮷\xE4\xB8 a@b 2026/11/20\n\t";
  EXPECT_EQ(text(odd), odd);
  EXPECT_EQ(text("\xFF 13812345678 \xE4\xB8"), "\xFF 138****5678 \xE4\xB8");
}

// --- Properties, over seeded random values ---

class Random {
 public:
  size_t below(size_t bound) { return engine_() % bound; }
  std::string digits(size_t count) {
    std::string out;
    for (size_t i = 0; i < count; ++i) out.push_back(static_cast<char>('0' + below(10)));
    return out;
  }
  template <size_t N>
  std::string one_of(const char* const (&all)[N]) {
    return all[below(N)];
  }
  std::string mobile() { return "1" + std::string(1, static_cast<char>('3' + below(7))) + digits(9); }
  // Between the groups of a number.
  std::string written(const std::string& number) {
    static const char* const kBetween[] = {"", " ", "-", "　", "－", " - ", "\u00A0", "\u200B"};
    const std::string between = one_of(kBetween);
    std::string out = number.substr(0, 3) + between + number.substr(3, 4) + between + number.substr(7);
    if (below(3) == 0) out = full_width(out);
    static const char* const kBefore[] = {"", "+86", "+86 ", "86-", "0086"};
    return one_of(kBefore) + out;
  }
  static std::string full_width(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c >= '0' && c <= '9') {
        append_utf8(out, 0xFF10 + static_cast<char32_t>(c - '0'));
      } else {
        out.push_back(c);
      }
    }
    return out;
  }
  // Pieces that personal data is made of, and what may stand around it.
  std::string anything() {
    static const char* const kPieces[] = {
        "138",    "1234",     "5678", "13812345678", "021-",   "65123456", " ",      "-",
        "*",      "**",       "张三", "沪A",         "D12345", "@",        "qq.com", "51343620000320711X",
        "x",      "X",        "　",   "１３８",      "\xFF",   "\xE4\xB8", "路",     "号",
        "街道",   "区",       "+86",  "(",           ")",      ".",        "电话",   "：",
        "310109", "19900101", "123",  "𠮷",          "0",      "a",        "·"};
    std::string out;
    for (size_t i = below(9) + 1; i > 0; --i) out += one_of(kPieces);
    return out;
  }

 private:
  std::mt19937_64 engine_;

 public:
  explicit Random(uint64_t seed = 7) : engine_(seed) {}
};

std::string only_digits(const std::string& text) {
  std::string out;
  for (const Character& c : characters_of(text)) {
    if (is_digit(c.code)) out.push_back(static_cast<char>(c.code));
  }
  return out;
}

TEST(MaskProperties, NoEightDigitsOfAPhoneNumberAreLeft) {
  Random random;
  static const char* const kAround[] = {"", "张先生", "，", "来电 ", "号码:", "abc"};
  for (int i = 0; i < 5000; ++i) {
    const std::string number = random.mobile();
    const std::string written = random.written(number);
    for (const std::string& shown : {phone(written), text(random.one_of(kAround) + written + random.one_of(kAround))}) {
      const std::string left = only_digits(shown);
      for (size_t at = 0; at + 8 <= number.size(); ++at)
        ASSERT_EQ(left.find(number.substr(at, 8)), std::string::npos) << written << " became " << shown;
      ASSERT_NE(shown.find("****"), std::string::npos) << written << " became " << shown;
    }
  }
}

TEST(MaskProperties, TwiceIsOnceAndNeverLonger) {
  const char* seed = std::getenv("ONESCREEN_SEED");  // for a longer search by hand
  Random random(seed == nullptr ? 7 : std::strtoull(seed, nullptr, 10));
  for (int i = 0; i < 10000; ++i) {
    const std::string value = random.anything();
    for (const Mask mask : kAll) {
      const std::string once = masked(mask, value);
      ASSERT_EQ(masked(mask, once), once) << name_of(mask) << " of " << value;
      ASSERT_LE(characters_of(once).size(), characters_of(value).size()) << name_of(mask) << " of " << value;
    }
  }
}

// Whole values show what their kind shows and no more, whatever comes.
TEST(MaskProperties, WholeValuesFailClosed) {
  Random random;
  for (int i = 0; i < 5000; ++i) {
    const std::string value = random.anything();
    EXPECT_LE(only_digits(masked(Mask::phone, value)).size(), 7u) << value;
    EXPECT_LE(only_digits(masked(Mask::id, value)).size(), 3u) << value;
    EXPECT_LE(only_digits(masked(Mask::plate, value)).size(), 1u) << value;
    EXPECT_EQ(only_digits(masked(Mask::address, value)), "") << value;
    EXPECT_EQ(only_digits(masked(Mask::name, value)), "") << value;
  }
}

TEST(MaskProperties, TextWithoutPersonalDataIsUntouched) {
  Random random;
  static const char* const kPlain[] = {"道路积水", " ",   "18 cm", "，", "北外滩", "2026-11-20",
                                       "A座",      "30%", "𠮷",    "\n", "12345",  "沙泾港路"};
  for (int i = 0; i < 5000; ++i) {
    std::string value;
    for (size_t n = random.below(12); n > 0; --n) value += random.one_of(kPlain) + "/";
    ASSERT_EQ(text(value), value);
  }
}

}  // namespace
}  // namespace onescreen::data
