// Bundles every src/<widget>/index.tsx to ../static/<widget>.js, and the CSS it imports to
// ../static/<widget>.css. `--watch` builds again on every
// change. esbuild prints the sizes.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "src");
const outdir = join(here, "..", "static");

const widgets = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(sources, entry.name, "index.tsx")))
  .map((entry) => entry.name);
if (widgets.length === 0) {
  throw new Error(`no widget to build: ${sources}/<widget>/index.tsx does not exist`);
}

// Python reads one js and one css a widget; esbuild writes no css where a widget imports none,
// and the wheel would carry the bundle of a widget that is no more.
mkdirSync(outdir, { recursive: true });
for (const file of readdirSync(outdir)) {
  if (!widgets.includes(parse(file).name)) rmSync(join(outdir, file));
}
for (const widget of widgets) {
  const css = join(outdir, `${widget}.css`);
  if (!existsSync(css)) writeFileSync(css, "");
}

// marked hangs its parser and renderer on one function, so that a bundler keeps all of it; the kit
// needs the lexer alone, and the bundle travels with every widget.
const markedLexer = {
  name: "marked-lexer",
  setup(build) {
    build.onLoad({ filter: /[\\/]marked\.esm\.js$/ }, ({ path }) => {
      const whole = readFileSync(path, "utf8");
      const rest =
        /var \w+=new \w+;function \w+\(\w+,\w+\)\{return[\s\S]*?export\{.*?(\w+) as Lexer.*?\}/;
      if (!rest.test(whole)) throw new Error(`${path} has changed: adapt markedLexer in build.mjs`);
      return { contents: whole.replace(rest, "export{$1 as Lexer}") };
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: widgets.map((widget) => ({
    in: join(sources, widget, "index.tsx"),
    out: widget,
  })),
  outdir,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  // Children as arguments are shorter than children as a property, which tsconfig.json asks for.
  jsx: "transform",
  jsxFactory: "h",
  jsxFragment: "Fragment",
  inject: [join(sources, "kit", "jsx.ts")],
  tsconfigRaw: {},
  charset: "utf8",
  plugins: [markedLexer],
  legalComments: "none",
  logLevel: "info",
};

// A bundle's text goes over the wire with every widget that is made, and into a notebook that saves
// its widgets: packed it is less than half as long. What unpacks it is in every browser since 2023.
function packed(text) {
  const content = deflateRawSync(text, { level: 9 }).toString("base64");
  return `const packed = "${content}";
const bytes = new Blob([Uint8Array.from(atob(packed), (one) => one.charCodeAt(0))]);
const unpacked = bytes.stream().pipeThrough(new DecompressionStream("deflate-raw"));
const module = new Blob([await new Response(unpacked).text()], { type: "text/javascript" });
const url = URL.createObjectURL(module);
const { default: widget } = await import(url);
URL.revokeObjectURL(url);
export default widget;
`;
}

const packing = {
  name: "packing",
  setup(build) {
    build.onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        writeFileSync(path, path.endsWith(".js") ? packed(text) : text);
      }
    });
  },
};

if (process.argv.includes("--watch")) {
  await (await esbuild.context(options)).watch();
} else {
  await esbuild.build({ ...options, write: false, plugins: [...options.plugins, packing] });
}
