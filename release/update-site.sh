#!/usr/bin/env bash
# Lays the small zip for Fiji out as the files of an update site: release/update-site.sh ZIP FOLDER
#
# Fiji's updater leaves version numbers out of account, so api-0.35.1.jar would be "api.jar" to it, which other sites may have: DJL's jars get
# a name of their own, and so do those of PDFBox. Everything else keeps its name. PyTorch's native library is not among them: it is another one for every computer.
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "Usage: release/update-site.sh Bssfp_Relaxometry-VERSION-fiji.zip FOLDER" >&2
  exit 2
fi
zip=$1
folder=$2
case $zip in
  *-fiji.zip) ;;
  *) echo "$zip is not the small zip for Fiji. Expected a name that ends in -fiji.zip." >&2; exit 1 ;;
esac
if [ -e "$folder" ] && [ -n "$(ls -A "$folder")" ]; then
  echo "$folder is not empty. Expected a folder that is not there yet, or is empty." >&2
  exit 1
fi
mkdir -p "$folder"
unzip -q "$zip" -d "$folder"

cd "$folder"
mv jars/api-*.jar "jars/djl-$(basename jars/api-*.jar)"
for jar in jars/pytorch-*.jar; do
  mv "$jar" "jars/djl-$(basename "$jar")"
done
for jar in jars/pdfbox-*.jar jars/fontbox-*.jar jars/xmpbox-*.jar jars/graphics2d-*.jar; do
  mv "$jar" "jars/bssfp-$(basename "$jar")"
done

# what the updater would call them; each must be ours or a library under its full name
for jar in jars/*.jar plugins/*.jar; do
  name=$(basename "$jar" | sed -E 's/-[0-9][^/]*\.jar$/.jar/')
  case $name in
    Bssfp_Relaxometry.jar | bssfp-relaxometry-bench.jar | djl-*.jar | bssfp-*.jar | openhtmltopdf-*.jar | commonmark*.jar | commons-numbers-*.jar | commons-rng-*.jar | commons-statistics-*.jar) ;;
    *) echo "$jar would be \"$name\" on the update site: it may be another site's. Give it a name in this script." >&2; exit 1 ;;
  esac
done
find . -type f | sort | sed 's|^\./||'
