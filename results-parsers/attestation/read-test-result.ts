import * as z from 'zod';
import { Verdict, VerdictWord } from '../documents/verdict/verdict.ts';
import type { Written } from '../verify/read-verdict.ts';
import { RecordedInputs } from '../verify/recorded-verdict.ts';
import { testResultJson } from './statement-json.ts';
import type { WrittenTestResult } from './written-statement.ts';

const { container, bytes } = Verdict.shape.archive.shape;
const Annotations = z.object({ verdict: VerdictWord, container, bytes });
const Tool = z.object({ name: Verdict.shape.tool.shape.name, annotations: z.object({ version: z.string() }) });
const Settings = RecordedInputs.omit({ waivers: true });
const File = z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) });

/**
 * What a test result says about its archive and inputs, from which it can be recomputed: it names its inputs as evaluate wrote them.
 * Undefined: it does not.
 */
export function readTestResult({ subject, predicate }: WrittenTestResult, text: string): Written | undefined {
  const [{ name, digest, annotations }] = subject;
  const [, toolPart, inputsPart, ...fileParts] = predicate.configuration;
  const about = Annotations.safeParse(annotations);
  const tool = Tool.safeParse(toolPart);
  const settings = Settings.safeParse(jsonIn(inputsPart?.['content']));
  const files = z.array(File).safeParse(fileParts);
  if (!about.success || !tool.success || !settings.success || !files.success) return undefined;
  return {
    verdict: {
      verdict: about.data.verdict,
      archive: { name, container: about.data.container, bytes: about.data.bytes, sha256: digest.sha256 },
      tool: { name: tool.data.name, version: tool.data.annotations.version },
      inputs: {
        ...settings.data,
        waivers: files.data.map((file) => ({ source: file.name, sha256: file.digest.sha256 })),
      },
    },
    text,
    render: testResultJson,
  };
}

function jsonIn(base64: unknown): unknown {
  try {
    return JSON.parse(Buffer.from(String(base64 ?? ''), 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
