/** A target that the operator named, as a probe needs it. */
interface OutsideTarget {
  readonly name: string;
  readonly what: string;
  readonly address: string;
  readonly port: number;
}

const TARGET = /^(\[[0-9a-fA-F:.]+\]|[^:\s]+):([1-9]\d{0,4})$/;

/** Whether this is a target as `host:port`, an IPv6 address in brackets. */
export function isOutsideTarget(text: string): boolean {
  const port = TARGET.exec(text)?.[2];
  return port !== undefined && Number(port) <= 65535;
}

export function outsideTargets(texts: readonly string[]): OutsideTarget[] {
  return texts.filter(isOutsideTarget).map((text) => {
    const [, host = '', port] = TARGET.exec(text) ?? [];
    return { name: `outside-${text}`, what: text, address: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  });
}
