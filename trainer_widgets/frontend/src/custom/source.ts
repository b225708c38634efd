// The view's JavaScript: loaded as a module, and its mistakes told with the line they are in.
import { newId } from "../kit/ids";

/** What the kernel sends: the author's own code, as trusted as the cell that registered it. */
export interface Source {
  name: string;
  source: string;
}

/** A mistake in the view, in words for whoever wrote it. */
export class Mistake extends Error {}

export class ViewSource {
  readonly name: string;
  private readonly text: string;
  /** The name under which the browser's stacks know the module; another for each view on a page. */
  private readonly place: string;

  constructor({ name, source }: Source) {
    this.name = name;
    this.text = source;
    this.place = `${newId()}/${name.replace(/[^\w.-]/g, "_")}`;
  }

  /** Whether an error was thrown by a line of the view. */
  threw(error: unknown): boolean {
    return this.lineOf(error) !== null;
  }

  private lineOf(error: unknown): number | null {
    const stack = error instanceof Error ? (error.stack ?? "") : "";
    const [, after] = stack.split(`${this.place}:`);
    return after ? Number.parseInt(after, 10) : null;
  }

  mistake(error: unknown, line = this.lineOf(error)): Mistake {
    if (error instanceof Mistake) return error;
    const where = line === null ? this.name : `${this.name}, line ${line}`;
    return new Mistake(`${where}: ${error instanceof Error ? error : String(error)}`);
  }

  async load(): Promise<unknown> {
    const parts = [this.text, `\n//# sourceURL=${this.place}`];
    const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    try {
      const module = (await import(/* @vite-ignore */ address)) as { default?: unknown };
      return module.default;
    } catch (error) {
      const line = error instanceof SyntaxError ? await this.lineOfSyntaxError(address) : undefined;
      throw this.mistake(error, line);
    } finally {
      URL.revokeObjectURL(address);
    }
  }
  /** Only a script element tells where a module cannot be read; nothing of it is run. */
  private lineOfSyntaxError(address: string): Promise<number | undefined> {
    const script = document.createElement("script");
    script.type = "module";
    script.src = address;
    const ending = new AbortController();
    const { signal } = ending;
    return new Promise<number | undefined>((resolve) => {
      const tell = ({ filename, lineno }: ErrorEvent) => {
        // Its name is read only where the mistake is further down.
        if (filename === address || filename === this.place) resolve(lineno);
      };
      window.addEventListener("error", tell, { signal });
      // The window hears of the mistake first.
      script.addEventListener("load", () => resolve(undefined), { signal });
      script.addEventListener("error", () => resolve(undefined), { signal });
      document.head.append(script);
    }).finally(() => {
      ending.abort();
      script.remove();
    });
  }
}
