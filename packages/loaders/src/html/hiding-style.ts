const never =
  /display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*(?:0(?:\.\d+)?(?:px|pt|em|rem|%)?|1px)\s*(?:;|!|$)|transform\s*:\s*scale\(\s*0\s*\)/i;
const away = /(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}(?:px|em|rem|pt|%)/i;
const clipped =
  /clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%\s*\)/i;
const collapsed = /(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)/i;

/** Whether CSS declarations keep text from being seen: not drawn, transparent, without size, or off the screen. */
export function hidesByStyle(declarations: string): boolean {
  return (
    never.test(declarations) ||
    away.test(declarations) ||
    clipped.test(declarations) ||
    (collapsed.test(declarations) && /overflow\s*:\s*hidden/i.test(declarations))
  );
}
