// The series of L. Krueger (1912) in the third flattening n, as C. F. F. Karney gives them ("Transverse Mercator with
// an accuracy of a few nanometers", J. Geodesy 85, 2011, equations 7 to 11, 19 to 21, 35 and 36), here to n^4.
#include "data/gauss_krueger.h"

#include <array>
#include <cmath>
#include <numbers>

namespace onescreen::data {
namespace {

using model::LonLat;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kA = 6378137.0;  // CGCS2000
constexpr double kF = 1 / 298.257222101;
constexpr double kN = kF / (2 - kF);
constexpr double kN2 = kN * kN;
constexpr double kN3 = kN2 * kN;
constexpr double kN4 = kN3 * kN;
constexpr double kRadius = kA / (1 + kN) * (1 + kN2 / 4 + kN4 / 64);  // of the circle as long as a meridian
constexpr std::array kAlpha{kN / 2 - 2 * kN2 / 3 + 5 * kN3 / 16 + 41 * kN4 / 180,
                            13 * kN2 / 48 - 3 * kN3 / 5 + 557 * kN4 / 1440, 61 * kN3 / 240 - 103 * kN4 / 140,
                            49561 * kN4 / 161280};
constexpr std::array kBeta{kN / 2 - 2 * kN2 / 3 + 37 * kN3 / 96 - kN4 / 360, kN2 / 48 + kN3 / 15 - 437 * kN4 / 1440,
                           17 * kN3 / 480 - 37 * kN4 / 840, 4397 * kN4 / 161280};

constexpr double degrees(double whole, double minutes, double seconds) { return whole + minutes / 60 + seconds / 3600; }
constexpr double kCentralMeridian = degrees(121, 27, 52);
constexpr LonLat kOrigin{degrees(121, 28, 1), degrees(31, 14, 7)};
// Lengths on the plane against those on the ellipsoid: height over mean radius.
constexpr double kPlaneScale = 1 + 16.32 / 6371000;

// tan of the conformal latitude from tan of the geodetic one.
double conformal(double tau) {
  const double e = std::sqrt(kF * (2 - kF));
  const double sigma = std::sinh(e * std::atanh(e * tau / std::hypot(1.0, tau)));
  return tau * std::hypot(1.0, sigma) - sigma * std::hypot(1.0, tau);
}

// Metres east of the central meridian and north of the equator on the ellipsoid's own plane.
LonLat project(LonLat at) {
  const double lambda = (at.lon - kCentralMeridian) * kDegree;
  const double tau = conformal(std::tan(at.lat * kDegree));
  const double xi1 = std::atan2(tau, std::cos(lambda));
  const double eta1 = std::asinh(std::sin(lambda) / std::hypot(tau, std::cos(lambda)));
  double xi = xi1;
  double eta = eta1;
  for (size_t j = 0; j < kAlpha.size(); ++j) {
    const double k = 2 * static_cast<double>(j + 1);
    xi += kAlpha[j] * std::sin(k * xi1) * std::cosh(k * eta1);
    eta += kAlpha[j] * std::cos(k * xi1) * std::sinh(k * eta1);
  }
  return {kRadius * eta, kRadius * xi};
}

LonLat unproject(LonLat metres) {
  const double xi = metres.lat / kRadius;
  const double eta = metres.lon / kRadius;
  double xi1 = xi;
  double eta1 = eta;
  for (size_t j = 0; j < kBeta.size(); ++j) {
    const double k = 2 * static_cast<double>(j + 1);
    xi1 -= kBeta[j] * std::sin(k * xi) * std::cosh(k * eta);
    eta1 -= kBeta[j] * std::cos(k * xi) * std::sinh(k * eta);
  }
  const double wanted = std::sin(xi1) / std::hypot(std::sinh(eta1), std::cos(xi1));
  // Newton's method; the second round already reaches the double's own precision.
  constexpr double kE2 = kF * (2 - kF);
  double tau = wanted / (1 - kE2);
  for (int round = 0; round < 4; ++round) {
    const double at = conformal(tau);
    tau += (wanted - at) / std::hypot(1.0, at) * (1 + (1 - kE2) * tau * tau) / ((1 - kE2) * std::hypot(1.0, tau));
  }
  return {kCentralMeridian + std::atan2(std::sinh(eta1), std::cos(xi1)) / kDegree, std::atan(tau) / kDegree};
}

// The origin's own place, which the plane counts from.
LonLat origin() {
  static const LonLat at = project(kOrigin);
  return at;
}

}  // namespace

LonLat sh2000_from_wgs84(LonLat position) {
  const LonLat at = project(position);
  return {(at.lon - origin().lon) * kPlaneScale, (at.lat - origin().lat) * kPlaneScale};
}

LonLat wgs84_from_sh2000(LonLat metres) {
  return unproject({metres.lon / kPlaneScale + origin().lon, metres.lat / kPlaneScale + origin().lat});
}

}  // namespace onescreen::data
