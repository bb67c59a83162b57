// The machine and the browser, as far as the browser reports them.

export interface Machine {
  readonly browser: string; // "Chromium 156.0.8078.79 on Linux"
  readonly cores: number;
  readonly memory: string; // "8 GB or more"
  readonly isolated: boolean; // by its headers: then the memory of workers can be measured
}

interface UserAgentData {
  readonly brands: readonly Brand[];
  getHighEntropyValues(hints: readonly string[]): Promise<{ readonly fullVersionList?: readonly Brand[]; readonly platform?: string; readonly platformVersion?: string; readonly architecture?: string; readonly bitness?: string }>;
}

interface Brand {
  readonly brand: string;
  readonly version: string;
}

interface Hints extends Navigator {
  readonly userAgentData?: UserAgentData;
  readonly deviceMemory?: number; // in GB; no browser says more than 32, nor which 8 it is
}

const hints = (): Hints => navigator as Hints;

/** In GB; assumed to be little if it isn't reported. */
const deviceMemory = (): number => hints().deviceMemory ?? 2;

const THREADS_A_CORE = 128;
const THREADS_A_GB = 25; // each takes some 2.5 MB, measured in Chromium: this is a sixteenth of the machine's memory
const MOST_THREADS = 1000;

/** How many workers this browser is asked for at most: so many that its tab, and the machine, can still be used. */
export function mostThreads(): number {
  const cores = navigator.hardwareConcurrency || 1;
  return Math.max(4, Math.floor(Math.min(MOST_THREADS, THREADS_A_CORE * cores, THREADS_A_GB * deviceMemory())));
}

export async function thisMachine(): Promise<Machine> {
  const said = hints().deviceMemory;
  return {
    browser: await browser(),
    cores: navigator.hardwareConcurrency || 1,
    memory: said === undefined ? "not reported by this browser" : said >= 8 ? `${said} GB or more` : `about ${said} GB`,
    isolated: globalThis.crossOriginIsolated === true,
  };
}

async function browser(): Promise<string> {
  const data = hints().userAgentData;
  if (!data) return navigator.userAgent;
  const { fullVersionList, platform = "", platformVersion = "", architecture = "", bitness = "" } = await data
    .getHighEntropyValues(["fullVersionList", "platformVersion", "architecture", "bitness"])
    .catch(() => ({}) as Awaited<ReturnType<UserAgentData["getHighEntropyValues"]>>);
  // Browsers add a made-up brand, which is skipped. The last of the others is the most exact.
  const real = (fullVersionList ?? data.brands).filter(({ brand }) => !/not.?a.?brand/i.test(brand.replace(/[^a-z]/gi, " ")));
  const name = real.at(-1);
  const system = [platform, platformVersion, [architecture, bitness].filter(Boolean).join("-")].filter(Boolean).join(" ");
  return name ? `${name.brand} ${name.version}${system === "" ? "" : ` on ${system}`}` : navigator.userAgent;
}

interface Memory {
  readonly breakdown: readonly { readonly bytes: number; readonly attribution: readonly { readonly url?: string; readonly scope?: string }[] }[];
}

const MEMORY_BUDGET_MS = 40_000;

const teller = (): (() => Promise<Memory>) | undefined =>
  (performance as { measureUserAgentSpecificMemory?: () => Promise<Memory> }).measureUserAgentSpecificMemory;

export const canTellMemory = (): boolean => teller() !== undefined;

/** Why a page can't know the memory of its workers. */
export function whyNoMemory(): string {
  return globalThis.crossOriginIsolated
    ? "This browser can't measure the memory of workers: it has no performance.measureUserAgentSpecificMemory."
    : "The memory of workers can't be measured here: browsers report it only to pages sent with the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy.";
}

/** The memory that the workers running script have, in bytes; or why that can't be measured. */
export async function memoryOfWorkers(script: string): Promise<number | string> {
  const tell = teller();
  if (!tell) return whyNoMemory();
  const late = new Promise<null>((resolve) => setTimeout(resolve, MEMORY_BUDGET_MS, null));
  try {
    const memory = await Promise.race([tell.call(performance), late]);
    if (memory === null) return `The memory of workers can't be measured: the browser did not answer within ${MEMORY_BUDGET_MS / 1000} s.`;
    const theirs = memory.breakdown.filter(({ attribution }) => attribution.some(({ url }) => url === script));
    if (theirs.length === 0) return "The memory of workers can't be measured: the browser's answer doesn't include them.";
    return theirs.reduce((sum, { bytes, attribution }) => sum + bytes / attribution.length, 0);
  } catch (cause) {
    return `The memory of workers can't be measured: ${cause instanceof Error ? cause.message : String(cause)}.`;
  }
}
