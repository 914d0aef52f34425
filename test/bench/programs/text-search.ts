// Finds addresses, numbers and dates in a made-up log with regular expressions, n lines.

export function run(n: number): string {
  const lines: string[] = [];
  for (let i = 0; i < n; i++) {
    lines.push(
      `2024-0${(i % 9) + 1}-1${i % 10} host${i % 7} user${i}@example.org took ${i * 3}ms (${i % 256}.0.0.1)`,
    );
  }
  const text = lines.join("\n");
  const mail = /([a-z0-9]+)@([a-z]+)\.(org|com)/g;
  let mails = 0;
  for (let m = mail.exec(text); m !== null; m = mail.exec(text)) mails += m[1]!.length;
  let total = 0;
  let months = 0;
  for (const line of lines) {
    const took = /took (\d+)ms/.exec(line);
    if (took) total += Number(took[1]);
    if (/^\d{4}-0[1-5]-/.test(line)) months++;
  }
  const hidden = text.replace(/\b(\d{1,3})\.\d+\.\d+\.\d+\b/g, "<$1>");
  return `${mails} ${total} ${months} ${hidden.length} ${text.split(/\s+/).length}`;
}
