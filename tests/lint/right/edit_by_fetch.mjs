import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";

const form = new FormData();
form.append("model", "gpt-image-2");
form.append("prompt", "Replace the sky with a clear evening");
form.append("image[]", await openAsBlob("house.png"), "house.png");
form.append("quality", "medium");

const response = await fetch("https://api.openai.com/v1/images/edits", {
  method: "POST",
  headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
  body: form,
});
if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);

const { data } = await response.json();
await writeFile("house-evening.png", Buffer.from(data[0].b64_json, "base64"));
