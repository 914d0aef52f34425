// The page: shows live values, and sends settings. Runs in the browser, bundled into the page at build time.

interface Reading {
  temperature: number | null;
  target: number;
  mode: string;
  heating: boolean;
}

const CHART_POINTS = 300;
const form = find("form") as HTMLFormElement;
const temperatures: number[] = [];

function find(id: string): HTMLElement {
  return document.getElementById(id)!;
}

function show({ temperature, heating, mode }: Reading): void {
  find("temperature").textContent = temperature === null ? "no sensor" : `${temperature.toFixed(1)}\u00b0`;
  find("doing").textContent = heating ? "heating" : mode === "off" ? "off" : "idle";
  if (temperature !== null) draw(temperature);
}

function draw(temperature: number): void {
  temperatures.push(temperature);
  if (temperatures.length > CHART_POINTS) temperatures.shift();
  const low = Math.min(...temperatures) - 0.5;
  const high = Math.max(...temperatures) + 0.5;
  const points = temperatures.map((t, i) => `${i},${(60 * (high - t)) / (high - low)}`);
  find("line").setAttribute("points", points.join(" "));
}

function fill(settings: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(settings)) {
    const field = form.elements.namedItem(name) as HTMLInputElement | null;
    if (field !== null) field.value = String(value);
  }
  find("name").textContent = document.title = String(settings.name);
  showTarget();
}

function showTarget(): void {
  find("shown").textContent = `${(form.elements.namedItem("target") as HTMLInputElement).value}\u00b0`;
}

async function send(change: Record<string, string | number>): Promise<void> {
  const message = find("message");
  try {
    const response = await fetch("/api/settings", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    });
    const answer = await response.json();
    message.className = response.ok ? "" : "bad";
    message.textContent = response.ok
      ? "saved"
      : Object.entries(answer.problems)
          .map(([field, problem]) => `${field} ${problem}`)
          .join("; ");
    if (response.ok) fill(answer);
  } catch {
    message.className = "bad";
    message.textContent = "the thermostat does not answer";
  }
}

/** What the form says; numbers as numbers. */
function typed(field: HTMLInputElement | HTMLSelectElement): string | number {
  return field.type === "range" || field.type === "number" ? Number(field.value) : field.value;
}

form.addEventListener("input", showTarget);
form.addEventListener("change", ({ target }) => {
  const field = target as HTMLInputElement;
  if (field.name === "target" || field.name === "mode") void send({ [field.name]: typed(field) });
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = [...form.elements].filter((e) => "name" in e && e.name !== "") as HTMLInputElement[];
  void send(Object.fromEntries(fields.map((field) => [field.name, typed(field)])));
});

const events = new EventSource("/api/events");
events.onmessage = ({ data }) => show(JSON.parse(data));
events.onerror = () => {
  find("doing").textContent = "not connected";
};
fetch("/api/settings").then(async (response) => fill(await response.json()));
