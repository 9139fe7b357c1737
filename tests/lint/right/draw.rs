use async_openai::{
    types::images::{CreateImageRequestArgs, ImageModel, ImageQuality, ImageSize},
    Client,
};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new();

    let request = CreateImageRequestArgs::default()
        .prompt("A crab on a harbour wall")
        .model(ImageModel::Other("gpt-image-2".to_string()))
        .n(2)
        .size(ImageSize::S1024x1024)
        .quality(ImageQuality::Medium)
        .build()?;

    let response = client.images().generate(request).await?;
    for path in response.save("./data").await? {
        println!("saved {}", path.display());
    }
    Ok(())
}
