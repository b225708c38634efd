// A link in somebody else's text: its address is seen first, and it opens in a second step.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { CopyButton } from "./copy_button";

const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/** The address if it may be opened at all: absolute, and of a harmless kind. */
export function safeAddress(href: string): string | null {
  try {
    const url = new URL(href.trim());
    return ALLOWED.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

interface LinkProps {
  href: string;
  children: ComponentChildren;
  /** The link's text is its address already. */
  bare: boolean;
}

export function Link({ href, children, bare }: LinkProps) {
  const [asked, setAsked] = useState(false);
  const address = safeAddress(href);
  const shown = <bdi class="tw-address">{href.slice(0, 300)}</bdi>;
  if (address === null) {
    return (
      <span>
        {children} {!bare && shown}
      </span>
    );
  }
  return (
    <span>
      <button
        type="button"
        class="tw-link"
        aria-expanded={asked}
        onClick={() => setAsked((before) => !before)}
      >
        {children}
      </button>
      {!bare && <> {shown}</>}
      {asked && (
        <span class="tw-leave">
          Leaves this page: <bdi class="tw-address">{address}</bdi>{" "}
          <a href={address} target="_blank" rel="noopener noreferrer nofollow">
            Open in a new tab
          </a>{" "}
          <CopyButton text={address} name="Copy address" />
        </span>
      )}
    </span>
  );
}
