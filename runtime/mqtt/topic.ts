// Names and filters of topics (MQTT 3.1.1 §4.7).

/** Whether `filter`, with its wildcards + and #, takes `topic`. */
export function topicMatches(filter: string, topic: string): boolean {
  const pattern = filter.split("/");
  const levels = topic.split("/");
  // §4.7.2: wildcards at the beginning leave out the broker's own topics.
  if (topic.startsWith("$") && (pattern[0] === "+" || pattern[0] === "#")) return false;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === "#") return true;
    if (i >= levels.length) return false;
    if (pattern[i] !== "+" && pattern[i] !== levels[i]) return false;
  }
  return pattern.length === levels.length;
}

/** Throws TypeError unless `topic` can be published to. */
export function requireTopic(topic: string): void {
  if (topic === "" || topic.includes("+") || topic.includes("#") || topic.includes("\0")) {
    throw new TypeError(`"${topic}" is no topic: it is empty or has a wildcard`);
  }
}

/** Throws TypeError unless `filter` can be subscribed to: + and # stand alone in their level, # is the last. */
export function requireFilter(filter: string): void {
  const levels = filter.split("/");
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i]!;
    const isWrong =
      (level.includes("+") && level !== "+") ||
      (level.includes("#") && (level !== "#" || i < levels.length - 1)) ||
      level.includes("\0");
    if (isWrong) throw new TypeError(`"${level}" cannot stand in the filter "${filter}"`);
  }
  if (filter === "") throw new TypeError("the filter is empty");
}
