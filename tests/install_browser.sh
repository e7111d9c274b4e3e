#!/bin/sh
# Installs what the tests drive and cannot get from PyPI: Chromium, Java for veraPDF, the PDF tools, and LibreOffice, which
# opens the Word files and the spreadsheet; nginx and systemd, which read the examples in deploy/; and h2load, for the load.
# Does nothing where all of it is present. Uses Debian's packages, as root or through sudo.
set -eu

missing=""
need() { # command package...
  command -v "$1" >/dev/null 2>&1 || { shift; missing="$missing $*"; }
}
# The one without windows, the same Chromium: the tests open hundreds of pages.
command -v chromium >/dev/null 2>&1 || need chromium-headless-shell chromium-headless-shell
need javac default-jdk-headless
need pdftotext poppler-utils
need soffice libreoffice-writer-nogui libreoffice-calc-nogui
[ -x /usr/sbin/nginx ] || need nginx nginx-light
need systemd-analyze systemd
need h2load nghttp2-client
[ -e /usr/lib/libreoffice/program/libsclo.so ] || missing="$missing libreoffice-calc-nogui"
[ -e /usr/share/java/jaxb-runtime.jar ] || missing="$missing libjaxb-java libjaxb-api-java"
[ -n "$missing" ] || exit 0

echo "De tests hebben nog nodig:$missing"
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
if ! command -v apt-get >/dev/null 2>&1 || { [ -n "$sudo" ] && ! command -v sudo >/dev/null 2>&1; }; then
  echo "Installeer deze pakketten zelf en probeer het opnieuw." >&2
  exit 1
fi
# A package of a server starts it; the tests start their own.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' | $sudo tee /usr/sbin/policy-rc.d >/dev/null
  $sudo chmod 755 /usr/sbin/policy-rc.d
  trap '$sudo rm -f /usr/sbin/policy-rc.d' EXIT
fi
$sudo apt-get update -qq
case "$missing" in *chromium-headless-shell*) # not every release of Debian has it
  apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=$(echo "$missing" | sed 's/chromium-headless-shell/chromium/') ;;
esac
# shellcheck disable=SC2086  # a list of packages
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
