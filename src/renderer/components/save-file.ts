/** The address must stay valid until the browser has begun to read, which a save dialog may hold up. */
const REVOKE_AFTER_MS = 60_000;

/** Hands a file to the person. By a blob's address, the only one that the app's window lets itself save. */
export function saveFile(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}

/** Hands a text to the person as a file. */
export function saveText(fileName: string, text: string, type = "application/json"): void {
  saveFile(fileName, new Blob([text], { type }));
}
