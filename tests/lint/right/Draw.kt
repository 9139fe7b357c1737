package com.example.draw

import com.openai.client.okhttp.OpenAIOkHttpClient
import com.openai.models.images.ImageGenerateParams
import java.io.File
import java.util.Base64

private const val MODEL = "gpt-image-2.5-flare"

fun draw(prompt: String, target: File) {
    val client = OpenAIOkHttpClient.fromEnv()
    val params = ImageGenerateParams.builder()
        .model(MODEL)
        .prompt(prompt)
        .background(ImageGenerateParams.Background.TRANSPARENT)
        .outputFormat(ImageGenerateParams.OutputFormat.WEBP)
        .outputCompression(75)
        .build()
    val image = client.images().generate(params).data().get().first()
    target.writeBytes(Base64.getDecoder().decode(image.b64Json().get()))
}

fun main() = draw("A paper lantern", File("lantern.webp"))
