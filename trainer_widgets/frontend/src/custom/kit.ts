// What a view is handed to draw with; it needs no import and no build.

import htm from "htm";
import { h, type VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button, Key } from "../kit/button";
import { Markdown } from "../kit/markdown";
import type { TextSpan } from "../kit/span_text";
import { TypeAhead } from "../kit/type_ahead";
import { Choice } from "./choice";
import { useOwnKeys } from "./own_keys";
import { Reading, SpanReading } from "./reading";

/** htm would keep parts without values and use one element in two places: the 3 says not to. */
function element(this: number[], ...made: Parameters<typeof h>): VNode {
  this[0] = 3;
  return h(...made);
}

/** The words of a span, which counts code points as Python does. */
function textOf(text: string, { start, end }: TextSpan): string {
  return [...text].slice(start, end).join("");
}

export const kit = {
  html: htm.bind(element as never) as unknown as (
    strings: TemplateStringsArray,
    ...values: unknown[]
  ) => VNode,
  useEffect,
  useMemo,
  useRef,
  useState,
  useKeys: useOwnKeys,
  textOf,
  Button,
  Choice,
  Key,
  Markdown,
  Reading,
  SpanText: SpanReading,
  TypeAhead,
};

export type Kit = typeof kit;
