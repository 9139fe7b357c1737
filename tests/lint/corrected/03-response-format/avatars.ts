import OpenAI from "openai";
import fs from "fs";

type Size = "1024x1024" | "1536x1024";

class Avatars {
  private readonly client = new OpenAI();

  async draw(name: string, size: Size = "1024x1024"): Promise<string> {
    const params: OpenAI.ImageGenerateParams = {
      model: "gpt-image-2.6-flare",
      prompt: `Avatar of ${name}`,
      size,
    };
    const result = await this.client.images.generate(params);
    return result.data![0].b64_json!;
  }
}

const png = await new Avatars().draw("Grace");
fs.writeFileSync("grace.png", Buffer.from(png, "base64"));
