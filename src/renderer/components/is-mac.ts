/** Whether the keyboard has ⌘ where others have Ctrl. */
export function isMac(): boolean {
  return /mac|iphone|ipad/iu.test(navigator.userAgent);
}
