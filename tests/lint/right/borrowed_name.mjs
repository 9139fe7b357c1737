import "dotenv/config";
import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const openai = new OpenAI({ apiKey: process.env.REACT_APP_OPENAI_API_KEY });
const result = await openai.images.generate({ model: "gpt-image-2.6-flare", prompt: "a paper boat" });
await writeFile("boat.png", Buffer.from(result.data[0].b64_json, "base64"));
