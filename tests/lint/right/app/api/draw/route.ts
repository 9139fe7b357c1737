import OpenAI from "openai";

export const maxDuration = 300;

const openai = new OpenAI();
const model = process.env.OPENAI_IMAGE_MODEL ?? "gpt-image-2.6-flare";

export async function POST(request: Request): Promise<Response> {
  const { prompt } = (await request.json()) as { prompt?: string };
  if (!prompt) return Response.json({ error: "prompt is missing" }, { status: 400 });
  const image = await openai.images.generate({ model, prompt, size: "1024x1024" });
  return Response.json({ src: `data:image/png;base64,${image.data?.[0]?.b64_json}`, url: request.url });
}
