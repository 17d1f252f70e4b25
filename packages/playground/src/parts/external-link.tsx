import type { ComponentChildren } from "preact";

/**
 * A link of an answer: it shows the host that it leads to and opens only on a click, without telling the host where it was. Anything but
 * `http` and `https` is text.
 */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  const url = URL.parse(href);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return <>{children}</>;
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer">
      {children} <span class="host">({url.host})</span>
    </a>
  );
}
