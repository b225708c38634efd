// Bundles every src/<widget>/index.tsx to ../static/<widget>.js, and the CSS it imports to
// ../static/<widget>.css. `--watch` builds again on every
// change. esbuild prints the sizes.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
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

if (process.argv.includes("--watch")) {
  await (await esbuild.context(options)).watch();
} else {
  await esbuild.build(options);
}
