"""Drives the official Python clients against a workspace and prints what each of them saw as one JSON object."""

import json
import os
import warnings

warnings.filterwarnings("ignore")
HOST = os.environ["STANDIN_HOST"]
TOKEN = os.environ["STANDIN_TOKEN"]
CLIENT_ID = os.environ["STANDIN_CLIENT_ID"]
CLIENT_SECRET = os.environ["STANDIN_CLIENT_SECRET"]
CLAUDE = "databricks-claude-3-7-sonnet"
LLAMA = "databricks-meta-llama-3-3-70b-instruct"
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Get the weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def sdk():
    from databricks.sdk import WorkspaceClient
    from databricks.sdk.service.serving import ChatMessage, ChatMessageRole

    seen = {}
    by_token = WorkspaceClient(host=HOST, token=TOKEN)
    seen["endpoints"] = sorted(endpoint.name for endpoint in by_token.serving_endpoints.list())
    seen["task"] = by_token.serving_endpoints.get("databricks-gte-large-en").task
    message = ChatMessage(role=ChatMessageRole.USER, content="Good morning")
    seen["chat"] = by_token.serving_endpoints.query(LLAMA, messages=[message], max_tokens=50).choices[0].message.content
    seen["vectors"] = len(by_token.serving_endpoints.query("databricks-gte-large-en", input=["a", "b"]).data)
    by_secret = WorkspaceClient(host=HOST, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    seen["oauth"] = by_secret.serving_endpoints.get("databricks-bge-large-en").name
    try:
        WorkspaceClient(host=HOST, token="wrong").serving_endpoints.get(LLAMA)
    except Exception as error:
        seen["wrongToken"] = type(error).__name__
    return seen


def openai():
    from openai import OpenAI, PermissionDeniedError

    seen = {}
    client = OpenAI(api_key=TOKEN, base_url=f"{HOST}/serving-endpoints")
    seen["dimensions"] = [len(item.embedding) for item in client.embeddings.create(model="databricks-bge-large-en", input=["x", "y"]).data]
    ask = [{"role": "user", "content": "Count to 12"}]
    stream = client.chat.completions.create(model="databricks-llama-4-maverick", messages=ask, max_tokens=100, stream=True)
    seen["stream"] = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
    ask = [{"role": "user", "content": "What is the weather in Paris?"}]
    answer = client.chat.completions.create(model=CLAUDE, messages=ask, max_tokens=200, tools=[WEATHER])
    seen["call"] = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    thinking = {"thinking": {"type": "enabled", "budget_tokens": 1024}}
    answer = client.chat.completions.create(model=CLAUDE, messages=ask, max_tokens=3000, extra_body=thinking)
    seen["items"] = [item["type"] for item in answer.choices[0].message.content]
    try:
        OpenAI(api_key="wrong", base_url=f"{HOST}/serving-endpoints").embeddings.create(model="databricks-bge-large-en", input="x")
    except PermissionDeniedError as error:
        seen["wrongToken"] = error.status_code
    return seen


def langchain():
    os.environ["DATABRICKS_HOST"] = HOST
    os.environ["DATABRICKS_TOKEN"] = TOKEN
    from databricks_langchain import ChatDatabricks, DatabricksEmbeddings

    seen = {}
    chat = ChatDatabricks(model=CLAUDE, max_tokens=200)
    seen["chat"] = chat.invoke("Good morning").content
    seen["stream"] = "".join(str(chunk.content) for chunk in chat.stream("Count to 9"))
    seen["call"] = chat.bind_tools([WEATHER]).invoke("What is the weather in Paris?").tool_calls[0]["args"]
    instruction = {"instruction": "Represent this sentence for searching relevant passages:"}
    embeddings = DatabricksEmbeddings(endpoint="databricks-bge-large-en", query_params=instruction)
    seen["documents"] = len(embeddings.embed_documents([f"text {number}" for number in range(45)]))
    seen["query"] = len(embeddings.embed_query("a question"))
    return seen


def databricks_openai():
    os.environ.pop("DATABRICKS_TOKEN", None)
    from databricks.sdk import WorkspaceClient
    from databricks_openai import DatabricksOpenAI

    seen = {}
    workspace = WorkspaceClient(host=HOST, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    client = DatabricksOpenAI(workspace_client=workspace)
    endpoints = list(workspace.serving_endpoints.list())
    ask = [{"role": "user", "content": "Good morning"}]
    count = [{"role": "user", "content": "Count to 9"}]
    weather = [{"role": "user", "content": "What is the weather in Paris?"}]
    seen["answers"] = set()
    for endpoint in (endpoint.name for endpoint in endpoints if endpoint.task == "llm/v1/chat"):
        answer = client.chat.completions.create(model=endpoint, messages=ask, max_tokens=50)
        stream = client.chat.completions.create(model=endpoint, messages=count, max_tokens=60, stream=True)
        counted = "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)
        called = client.chat.completions.create(model=endpoint, messages=weather, max_tokens=60, tools=[WEATHER])
        call = called.choices[0].message.tool_calls[0].function.arguments
        seen["answers"].add((answer.choices[0].message.content, counted, json.dumps(json.loads(call))))
    seen["answers"] = sorted(seen["answers"])
    embedders = [endpoint.name for endpoint in endpoints if endpoint.task == "llm/v1/embeddings"]
    vectors = [client.embeddings.create(model=name, input=["x", "y"]).data[1].embedding for name in embedders]
    seen["dimensions"] = [len(vector) for vector in vectors]
    return seen


def attempt(client):
    try:
        return client()
    except ImportError as error:
        return {"missing": str(error)}


print(json.dumps({client.__name__: attempt(client) for client in (sdk, openai, langchain, databricks_openai)}))
