import Foundation

struct ImageRequest: Encodable {
    var model = "gpt-image-2.6-flare"
    let prompt: String
    var size = "1024x1024"
    var quality = "medium"
}

struct ImageAnswer: Decodable {
    struct Image: Decodable { let b64_json: String }
    let data: [Image]
}

func draw(_ prompt: String, key: String) async throws -> Data {
    var request = URLRequest(url: URL(string: "https://api.openai.com/v1/images/generations")!)
    request.httpMethod = "POST"
    request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = try JSONEncoder().encode(ImageRequest(prompt: prompt))
    let (content, _) = try await URLSession.shared.data(for: request)
    let answer = try JSONDecoder().decode(ImageAnswer.self, from: content)
    return Data(base64Encoded: answer.data[0].b64_json)!
}
