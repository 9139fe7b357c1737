import fs from "node:fs";
import path from "node:path";
import OpenAI, { toFile } from "openai";

const openai = new OpenAI();

const sources = process.argv.slice(2);
const images = await Promise.all(
  sources.map((name) => toFile(fs.createReadStream(name), path.basename(name), { type: "image/png" })),
);

const edited = await openai.images.edit(
  {
    model: "gpt-image-2",
    image: images,
    prompt: "One still life of all of these on a linen cloth",
    n: 2,
  },
  { timeout: 300_000 },
);

for (const [index, one] of (edited.data ?? []).entries()) {
  fs.writeFileSync(`still-life-${index}.png`, Buffer.from(one.b64_json!, "base64"));
}
