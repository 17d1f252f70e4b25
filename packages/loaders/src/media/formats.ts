/**
 * Media type of each extension that says document. Names that are not registered with IANA follow what servers and
 * editors send.
 */
export const mediaTypeByExtension: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "text/plain": "txt text log",
    "text/markdown": "md markdown mdown mkd mkdn mdx mdwn rmd qmd",
    "text/html": "html htm xhtml",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx docm dotx dotm",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx pptm ppsx ppsm potx potm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx xlsm xltx xltm",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": "xlsb",
    "application/epub+zip": "epub",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv tab",
    "application/json": "json geojson topojson jsonld jsonc json5 har webmanifest",
    "application/x-ndjson": "jsonl ndjson",
    "application/yaml": "yaml yml",
    "application/xml": "xml xsd xsl xslt rss atom",
    "application/x-ipynb+json": "ipynb",
    "text/x-java-properties": "properties",
    "message/rfc822": "eml emlx",
    "application/mbox": "mbox mbx",
    "multipart/related": "mhtml mht",
    "text/vtt": "vtt",
    "application/x-subrip": "srt",
    "text/calendar": "ics ical ifb vcs",
    "text/vcard": "vcf vcard",
    "text/asciidoc": "adoc asciidoc",
    "application/x-tex": "tex ltx latex",
    "text/org": "org",
    "text/x-typst": "typ",
    "text/x-mediawiki": "wiki mediawiki",
    "application/x-texinfo": "texi texinfo txi",
    "text/x-textile": "textile",
    "application/vnd.oasis.opendocument.text-flat-xml": "fodt",
    "application/vnd.oasis.opendocument.presentation-flat-xml": "fodp",
    "text/x-rst": "rst rest",
    "application/msword": "doc dot",
    "application/vnd.ms-excel": "xls xlt",
    "application/vnd.ms-powerpoint": "ppt pps pot",
    "application/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt ott",
    "application/vnd.oasis.opendocument.presentation": "odp otp",
    "application/vnd.oasis.opendocument.spreadsheet": "ods ots",
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml": "fods",
    "application/vnd.ms-outlook": "msg",
    "application/vnd.apple.pages": "pages",
    "application/vnd.apple.numbers": "numbers",
    "application/vnd.oasis.opendocument.graphics": "odg otg",
    "application/vnd.ms-outlook-pst": "pst",
    "application/onenote": "one onetoc2",
    "application/vnd.ms-htmlhelp": "chm",
    "application/x-hwp": "hwp",
    "application/hwp+zip": "hwpx",
    "application/vnd.visio": "vsd vsdx",
    "application/vnd.ms-xpsdocument": "xps oxps",
    "application/x-mobipocket-ebook": "mobi azw azw3",
    "image/vnd.djvu": "djvu djv",
    "application/vnd.wordperfect": "wpd",
    "application/vnd.ms-works": "wps",
    "application/vnd.ms-project": "mpp",
    "application/vnd.sun.xml.writer": "sxw stw",
    "application/vnd.sun.xml.calc": "sxc stc",
    "application/vnd.sun.xml.impress": "sxi sti",
    "application/vnd.oasis.opendocument.graphics-flat-xml": "fodg",
    "application/postscript": "ps",
    "application/x-ms-reader": "lit",
    "application/vnd.google-apps": "gdoc gsheet gslides",
    "application/ttml+xml": "ttml dfxp",
    "text/x-ssa": "ass ssa",
    "text/x-subviewer": "sbv",
    "text/javascript": "js mjs cjs jsx",
    "text/typescript": "ts mts cts tsx",
    "text/x-python": "py pyi",
    "text/x-java": "java",
    "text/x-c": "c h",
    "text/x-c++": "cc cpp cxx hpp hh hxx",
    "text/x-go": "go",
    "text/x-rust": "rs",
    "text/x-php": "php",
    "text/css": "css",
    "text/x-scss": "scss",
    "text/x-less": "less",
    "application/sql": "sql",
    "text/x-ruby": "rb",
    "text/x-csharp": "cs",
    "text/x-kotlin": "kt kts",
    "text/x-swift": "swift",
    "text/x-scala": "scala",
    "text/x-shellscript": "sh bash zsh",
    "text/x-lua": "lua",
    "text/x-perl": "pl pm",
    "text/x-r": "r",
    "application/toml": "toml",
  }).flatMap(([mediaType, extensions]) =>
    extensions.split(" ").map((extension): [string, string] => [extension, mediaType]),
  ),
);

/**
 * Extensions that data of programs shares with a document format: Keynote and private keys, Publisher and public keys.
 * Their files are documents if their content begins with a signature, and are never read as text.
 */
export const sharedExtensions: ReadonlyMap<string, string> = new Map([
  ["key", "application/vnd.apple.keynote"],
  ["pub", "application/vnd.ms-publisher"],
]);

/** Extensions of pictures, sound, video, archives, programs, fonts, databases and data of programs: never opened. */
export const nonDocumentExtensions: ReadonlySet<string> = new Set(
  (
    "png jpg jpeg gif bmp webp avif heic heif tif tiff ico icns svg psd ai eps raw cr2 nef dng " +
    "mp3 wav flac ogg oga opus m4a aac wma mid midi mp4 m4v mkv avi mov wmv webm mpg mpeg flv 3gp " +
    "zip tar gz tgz bz2 tbz xz txz zst 7z rar lz lz4 lzma br cab iso dmg img jar war ear apk aab ipa deb rpm msi whl egg crx vsix nupkg gem crate " +
    "exe dll so dylib a o obj lib bin com class pyc pyo pyd wasm node elc beam pdb ilk ko sys efi " +
    "ttf otf woff woff2 eot pfb fon " +
    "db sqlite sqlite3 db-wal db-shm sqlite-wal sqlite-shm mdb accdb dbf parquet arrow feather orc avro h5 hdf5 nc npy npz mat rds rdata pkl pickle " +
    "onnx pt pth ckpt safetensors gguf ggml tflite pb h5ad " +
    "map snap tsbuildinfo swp swo bak tmp part crdownload lock pid sock " +
    "glb gltf stl fbx blend 3ds dwg dxf step stp skp " +
    "pem der crt cer p12 pfx jks keystore gpg pgp sig kdbx"
  ).split(" "),
);
