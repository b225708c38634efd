import type { ButtonHTMLAttributes, ComponentChildren } from "preact";

/** A key shown where it acts: for the eye only, `aria-keyshortcuts` tells the others. */
export function Key({ children }: { children: ComponentChildren }) {
  return (
    <span class="tw-key" dir="ltr" aria-hidden="true">
      {children}
    </span>
  );
}

const SPOKEN: Record<string, string> = { "Ctrl ⏎": "Control+Enter" };

interface ButtonProps extends Omit<ButtonHTMLAttributes, "type" | "icon"> {
  name: string;
  hint?: string;
  look?: "plain" | "primary" | "quiet";
}

export function Button({ name, hint, look = "plain", children, ...rest }: ButtonProps) {
  const shortcut = hint ? { "aria-keyshortcuts": SPOKEN[hint] ?? hint } : {};
  return (
    <button type="button" class={`tw-button tw-${look}`} {...shortcut} {...rest}>
      {children ?? name}
      {hint && <Key>{hint}</Key>}
    </button>
  );
}

/** Copies text; without clipboard access (plain http) it selects through a hidden field. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "tw-hidden";
    near.append(field);
    field.select();
    const copied = document.execCommand?.("copy") ?? false;
    field.remove();
    near.focus();
    return copied;
  }
}
