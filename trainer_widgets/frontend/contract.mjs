// JSON Schema on standard input, TypeScript on standard output.
import { compile } from "json-schema-to-typescript";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const schema = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const banner = "// DO NOT EDIT. made from trainer_widgets/records and wire by `make contract`.";
process.stdout.write(
  await compile(schema, "Wire", {
    bannerComment: banner,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    format: true,
    style: { printWidth: 100 },
  }),
);
