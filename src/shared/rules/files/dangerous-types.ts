/**
 * Kinds of files that do something by being opened, by the ending of their names. From the lists of those who have kept such lists for decades: what Outlook and Exchange block
 * ("Blocked attachments in Outlook"), Chromium's download_file_types.asciipb, macOS' unsafe executables (LSRiskCategoryUnsafeExecutable), and what desktops on Linux start.
 */
export const FILE_RISKS = ["program", "script", "installer", "shortcut", "settings", "page", "macros", "disk"] as const;
export type FileRisk = (typeof FILE_RISKS)[number];

const ENDINGS: Readonly<Record<FileRisk, string>> = {
  program:
    "exe com scr pif cpl dll ocx sys drv efi gadget hta jar class jnlp xbap xll wll app command tool terminal action workflow kext prefpane saver qlgenerator osax plugin bundle " +
    "appimage run bin elf o out so dylib ko air swf appref-ms application vsto wasm pyz pyzw pyc pyo dex apk",
  script:
    "bat cmd btm ps1 ps1xml ps2 ps2xml psc1 psc2 psm1 psd1 pssc cdxml msh msh1 msh2 mshxml msh1xml msh2xml vb vbe vbs vbp ws wsc wsf wsh sct js jse mjs cjs jsx bas prg fxp pcd plg " +
    "sh bash zsh ksh csh tcsh fish py pyw pl pm rb php phtml tcl lua awk applescript scpt scptd asp aspx jsp cgi ahk au3 reg inf ins isp job msc osd nsh slk",
  installer:
    "msi msp mst msu msix msixbundle appx appxbundle appinstaller deb rpm pkg mpkg snap flatpak flatpakref flatpakrepo crx xpi vsix oxt ipa xap cab diagcab diagcfg diagpkg wsb",
  shortcut:
    "lnk url website webloc inetloc fileloc desktop directory scf shb shs library-ms searchconnector-ms search-ms settingcontent-ms theme themepack deskthemepack rdp ica mad maf mag mam maq mar mas mat mav maw xnk grp glk contact vncloc",
  settings:
    "mobileconfig provisionprofile cer crt der p7b pfx p12 prf ops its hlp hpj cnt chm mcf vsw vsmacros udl iqy oqy dqy rqy service timer socket ksm keytab",
  page: "html htm xhtml xht shtml shtm mht mhtml svg svgz xsl xslt htc pdfxml",
  macros:
    "docm dotm xlsm xltm xlam xlsb xla xlw pptm potm ppam ppsm ppa sldm onepkg one pub ade adp mda mdb mde mdt mdw mdz accdb accde accda odb ots otm",
  disk: "iso img udf vhd vhdx vmdk vdi dmg smi sparsebundle sparseimage cdr toast daa uif nrg",
};

const BY_ENDING: ReadonlyMap<string, FileRisk> = new Map(
  FILE_RISKS.flatMap((risk) => ENDINGS[risk].split(" ").map((ending) => [ending, risk] as const)),
);

/** @param ending in lower case, without its dot */
export function riskOfEnding(ending: string): FileRisk | null {
  return BY_ENDING.get(ending) ?? null;
}

/** Content types that say what a name without an ending hides; only those that systems go by. */
const BY_TYPE: ReadonlyMap<string, FileRisk> = new Map([
  ["application/x-msdownload", "program"],
  ["application/x-msdos-program", "program"],
  ["application/x-executable", "program"],
  ["application/x-elf", "program"],
  ["application/java-archive", "program"],
  ["application/x-sh", "script"],
  ["application/x-shellscript", "script"],
  ["application/javascript", "script"],
  ["text/javascript", "script"],
  ["application/hta", "program"],
  ["text/html", "page"],
  ["application/xhtml+xml", "page"],
  ["image/svg+xml", "page"],
  ["application/x-desktop", "shortcut"],
  ["application/x-apple-diskimage", "disk"],
  ["application/x-iso9660-image", "disk"],
]);

/** @param contentType as the mail says it, with or without parameters */
export function riskOfType(contentType: string): FileRisk | null {
  return BY_TYPE.get(contentType.toLowerCase().split(";", 1)[0]?.trim() ?? "") ?? null;
}
