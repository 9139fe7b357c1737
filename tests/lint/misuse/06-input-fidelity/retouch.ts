import fs from "fs";
import OpenAI, { toFile } from "openai";

const client = new OpenAI();
const FIDELITY = "high" as const;

async function retouch(path: string) {
  const image = await toFile(fs.createReadStream(path), null, { type: "image/png" });
  // expect: input-fidelity-unsupported
  const rsp = await client.images.edit({
    model: "gpt-image-2",
    image: [image],
    prompt: "Remove the stains",
    input_fidelity: FIDELITY,
  });
  fs.writeFileSync("clean.png", Buffer.from(rsp.data[0].b64_json, "base64"));
}

retouch(process.argv[2]).catch(console.error);
