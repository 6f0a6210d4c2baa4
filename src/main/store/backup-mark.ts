/** Lies in every backup, so that a folder that was made of one is known for it, however it was unpacked. */
export const BACKUP_MARK = "backup.json";
