import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is counted for Prometheus. Labels are of fixed sets, so that nobody's requests make new series. */
export type Metrics = {
  readonly contentType: string;
  text(): Promise<string>;
  answered(area: Area, status: number, seconds: number): void;
};

/** Parts of the server by their address. */
export type Area = "api" | "auth" | "page" | "hooks" | "unsubscribe" | "health" | "other";

export type MetricsOptions = {
  readonly version: string;
  readonly sockets: () => number;
  readonly counts: () => Promise<{ readonly users: number; readonly sessions: number; readonly devices: number }>;
};

/** From a page's file to an upload. */
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 60];

export function createMetrics({ version, sockets, counts }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "pipedesk_" });
  new Gauge({ name: "pipedesk_info", help: "The version, as a label.", labelNames: ["version"], registers }).set(
    { version },
    1,
  );
  const requests = new Counter({
    name: "pipedesk_http_requests_total",
    help: "HTTP requests by part and class of status.",
    labelNames: ["area", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "pipedesk_http_request_seconds",
    help: "How long requests took.",
    labelNames: ["area"],
    buckets: SECONDS,
    registers,
  });
  const connected = new Gauge({
    name: "pipedesk_sockets",
    help: "Browsers and devices that are connected.",
    registers: [],
    collect() {
      this.set(sockets());
    },
  });
  const people = new Gauge({
    name: "pipedesk_accounts",
    help: "Active users, sessions and devices.",
    labelNames: ["kind"],
    registers: [],
    async collect() {
      for (const [kind, count] of Object.entries(await counts())) this.set({ kind }, count);
    },
  });
  registry.registerMetric(connected);
  registry.registerMetric(people);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered(area, status, seconds) {
      requests.inc({ area, status: `${Math.floor(status / 100)}xx` });
      durations.observe({ area }, seconds);
    },
  };
}
