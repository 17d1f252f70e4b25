/** The page's style; it follows the reader's light or dark setting and prints. */
export const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 6rem; }
h1 { font-size: 1.35rem; line-height: 1.3; overflow-wrap: anywhere; }
.answer { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1.05rem; }
.claim.unsupported { text-decoration: underline wavy #c62828; text-underline-offset: .2em; }
.claim.unverified { text-decoration: underline dotted #b26a00; text-underline-offset: .2em; }
.flag { font-size: .75rem; color: light-dark(#b3261e, #ff9d94); border: 1px solid; border-radius: .3rem; padding: 0 .3rem; }
.refusal { border-left: .25rem solid #b26a00; padding: .1rem 1rem; overflow-wrap: anywhere; }
.notes { padding-left: 1.2rem; overflow-wrap: anywhere; }
.made, .cut { color: light-dark(#5f6368, #a4a9b0); }
.made { font-size: .85rem; }
details { border: 1px solid color-mix(in srgb, GrayText 40%, transparent); border-radius: .5rem; margin: 1rem 0; padding: .5rem .9rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.places { margin: .3rem 0; overflow-wrap: anywhere; font-size: .85rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 28rem; overflow-y: auto; margin-top: .6rem; font-size: .92rem; }
mark { background: #ffe58a; color: #000; border-radius: .15rem; }
.anchor { font-size: .75rem; vertical-align: super; scroll-margin-top: 6rem; }
.anchor:target { outline: 2px solid #1a73e8; border-radius: .2rem; }
.anchor:target + mark { background: #ffc400; }
@media print { .text { max-height: none; } }
`;
