// Sends one request per line of standard input and prints, as JSON, what its error prints. Arguments: base URL.
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "sk-loopback", maxRetries: 0 });
for await (const line of createInterface({ input: process.stdin })) {
  let forms = {};
  try {
    await client.images.generate({ prompt: line.trim() });
  } catch (error) {
    forms = { String: String(error), stack: error.stack, "console.error": inspect(error), JSON: JSON.stringify(error) };
  }
  console.log(JSON.stringify(forms));
}
