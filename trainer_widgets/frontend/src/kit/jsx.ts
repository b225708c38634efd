// What the bundle's elements are made with: build.mjs puts this import into every file.
export { Fragment, h } from "preact";
