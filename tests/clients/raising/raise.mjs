// Sends one request per line of standard input and prints, as JSON, what its error prints. Arguments: base URL.
// A line is the number of a case and the call to make.
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import OpenAI, { toFile } from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "sk-loopback", maxRetries: 0 });
const calls = {
  generate: (options) => client.images.generate({ prompt: "a cat" }, options),
  edit: async (options) => client.images.edit({ image: await toFile(Buffer.from("picture"), "cat.png"), prompt: "a cat" }, options),
  respond: (options) => client.responses.create({ model: "gpt-5", input: "a cat" }, options),
};
for await (const line of createInterface({ input: process.stdin })) {
  const [number, call] = line.split(" ");
  let forms = {};
  try {
    await calls[call]({ headers: { "x-case": number } });
  } catch (error) {
    forms = { String: String(error), stack: error.stack, "console.error": inspect(error), JSON: JSON.stringify(error) };
  }
  console.log(JSON.stringify(forms));
}
