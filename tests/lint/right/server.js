const express = require("express");
const OpenAI = require("openai");

const app = express();
const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

app.use(express.json());

app.post("/v1/images/generations", async (req, res, next) => {
  try {
    const { prompt, size = "1024x1024" } = req.body;
    const result = await openai.images.generate({ model: "gpt-image-2", prompt, size });
    res.type("png").send(Buffer.from(result.data[0].b64_json, "base64"));
  } catch (error) {
    next(error);
  }
});

app.listen(3000, () => console.log("http://localhost:3000/v1/images/generations"));
