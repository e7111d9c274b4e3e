#!/bin/sh
# Installs what the tests drive and cannot get from PyPI: Chromium, Java for veraPDF, the PDF tools, and LibreOffice, which
# opens the Word files and the spreadsheet.
# Does nothing where all of it is present. Uses Debian's packages, as root or through sudo.
set -eu

missing=""
need() { # command package...
  command -v "$1" >/dev/null 2>&1 || { shift; missing="$missing $*"; }
}
need chromium chromium
need javac default-jdk-headless
need pdftotext poppler-utils
need soffice libreoffice-writer-nogui libreoffice-calc-nogui
[ -e /usr/lib/libreoffice/program/libsclo.so ] || missing="$missing libreoffice-calc-nogui"
[ -e /usr/share/java/jaxb-runtime.jar ] || missing="$missing libjaxb-java libjaxb-api-java"
[ -n "$missing" ] || exit 0

echo "De tests hebben nog nodig:$missing"
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
if ! command -v apt-get >/dev/null 2>&1 || { [ -n "$sudo" ] && ! command -v sudo >/dev/null 2>&1; }; then
  echo "Installeer deze pakketten zelf en probeer het opnieuw." >&2
  exit 1
fi
$sudo apt-get update -qq
# shellcheck disable=SC2086  # a list of packages
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
