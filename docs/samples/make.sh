#!/bin/sh
# Makes the PDF samples from their HTML sources with headless Chromium, the Word samples
# with LibreOffice, and the image-only and the broken PDF from those with poppler.
# Needed only when a source changes; the results are committed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
samples=$here/../../samples
pdf() { chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$(mktemp -d)" --print-to-pdf="$2" "file://$here/$1" >/dev/null 2>&1; }
pdf arvenland-act.html   "$samples/Arvenland/sex-services-reform-act-2011.pdf"
pdf brandau-gazette.html "$samples/Brandau/amtsblatt-2017-14.pdf"
pdf hallmark-report.html "$samples/Hallmark/committee-report-2019.pdf"
tmp=$(mktemp -d)
pdf eastmere-register.html "$tmp/register.pdf"
pdftoppm -r 110 -gray -jpeg -jpegopt quality=60 "$tmp/register.pdf" "$tmp/page"
for p in "$tmp"/page*.jpg; do printf '<div style="break-after:page"><img style="width:100%%" src="%s"></div>' "$p"; done >"$tmp/scan.html"
sed -i '1s|^|<style>@page{size:A4;margin:0}body{margin:0}</style>|' "$tmp/scan.html"
chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --allow-file-access-from-files --user-data-dir="$(mktemp -d)" --print-to-pdf="$samples/Eastmere/house-register-order-1949-scan.pdf" "file://$tmp/scan.html" >/dev/null 2>&1
for d in arvenland-safety:Arvenland/safety-guidelines-2013 eastmere-trafficking:Eastmere/trafficking-amendment-act-2006 valmont-strategie:Valmont/strategie-2018; do
  soffice --headless --infilter="HTML (StarWriter)" --convert-to docx:"MS Word 2007 XML" --outdir "$tmp" "$here/${d%%:*}.html" >/dev/null 2>&1
  cp "$tmp/${d%%:*}.docx" "$samples/${d#*:}.docx"
done
head -c 6000 "$samples/Hallmark/committee-report-2019.pdf" >"$samples/Norvik/proposition-2008-avbruten.pdf"
rm -r "$tmp"
