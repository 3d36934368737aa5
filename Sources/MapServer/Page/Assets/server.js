// Questions to the server.

import { WORDS } from "./words.js";

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * An answer that is good; else what the server says is thrown, in both languages, with its code, isBusy where asking again
 * helps, and isAway where nobody answers.
 */
export async function ask(path, body, method = body ? "POST" : "GET") {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw { zh: WORDS.noServer.zh, en: WORDS.noServer.en, isAway: true };
  }
  if (answer.ok) return answer;
  const failure = await answer.json().catch(() => null);
  const words = failure?.error?.message ?? { zh: `HTTP ${answer.status}`, en: `HTTP ${answer.status}` };
  throw { ...words, code: failure?.error?.code, isBusy: answer.status === 429 || (answer.status === 503 && failure?.error?.code !== "too-long") };
}

export const askJSON = async (path, body, method) => (await ask(path, body, method)).json();

/** A server that is busy is asked again. */
export async function askPatiently(path, body) {
  for (;;) {
    try {
      return await askJSON(path, body);
    } catch (words) {
      if (!words.isBusy) throw words;
      await pause(700);
    }
  }
}
