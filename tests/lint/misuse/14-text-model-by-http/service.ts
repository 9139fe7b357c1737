import axios from "axios";

const api = axios.create({
  baseURL: "https://api.openai.com/v1",
  headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
});

export async function picture(prompt: string): Promise<Buffer> {
  // expect: text-model-on-images-api
  const { data } = await api.post("/images/generations", {
    model: "gpt-5.6-sol",
    prompt,
    response_format: "b64_json",
  });
  return Buffer.from(data.data[0].b64_json, "base64");
}
