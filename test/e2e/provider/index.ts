import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { UntypedServiceImplementation, handleUnaryCall } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { check, create, lookup, previewOutputs, read, replaces } from "../../../testing/provider-model";
import { fromStruct, toStruct } from "../../../testing/values";
import type { Properties } from "../../../testing/values";
import { schemaOf, VERSION } from "./schema";

/**
 * A stand-in for the provider plugins of AWS and of random values: a process that the CLI starts in their place, which
 * shows a policy pack what they would show and touches nothing. It is told its package by PULUMI_STAND_IN.
 */

const MAX_MESSAGE = 400 * 1024 * 1024;

/** The provider's configuration, sent before anything else that matters. */
let config: Properties = {};

const typeOf = (urn: string): string => {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
};

/** Answers one kind of request; what it throws goes to the engine as an error with its message. */
function answer<Request, Response>(make: (request: Request) => Response): handleUnaryCall<Request, Response> {
  return (call, done) => {
    try {
      done(null, make(call.request));
    } catch (error) {
      done({ code: status.UNKNOWN, message: error instanceof Error ? error.message : String(error) });
    }
  };
}

const service: UntypedServiceImplementation = {
  handshake: answer(() => {
    const response = new pb.ProviderHandshakeResponse();
    // The real provider leaves secrets to the engine.
    response.setAcceptSecrets(false);
    response.setAcceptResources(false);
    response.setAcceptOutputs(false);
    return response;
  }),
  getSchema: answer(() => {
    const response = new pb.GetSchemaResponse();
    response.setSchema(JSON.stringify(schemaOf(process.env["PULUMI_STAND_IN"] ?? "aws")));
    return response;
  }),
  getPluginInfo: answer(() => {
    const response = new PluginInfo();
    response.setVersion(VERSION);
    return response;
  }),
  checkConfig: answer((request: pb.CheckRequest) => {
    const response = new pb.CheckResponse();
    response.setInputs(toStruct(fromStruct(request.getNews())));
    return response;
  }),
  diffConfig: answer(() => new pb.DiffResponse()),
  configure: answer((request: pb.ConfigureRequest) => {
    config = fromStruct(request.getArgs());
    const response = new pb.ConfigureResponse();
    response.setAcceptsecrets(false);
    response.setSupportspreview(true);
    response.setAcceptresources(false);
    response.setAcceptoutputs(false);
    return response;
  }),
  check: answer((request: pb.CheckRequest) => {
    const [news, olds] = [fromStruct(request.getNews()), fromStruct(request.getOlds())];
    const response = new pb.CheckResponse();
    response.setInputs(toStruct(check(typeOf(request.getUrn()), news, request.getUrn(), config, olds)));
    return response;
  }),
  diff: answer((request: pb.DiffRequest) => {
    const [news, olds] = [fromStruct(request.getNews()), fromStruct(request.getOldInputs())];
    const names = [...new Set([...Object.keys(news), ...Object.keys(olds)])];
    const changed = names.filter((name) => JSON.stringify(news[name]) !== JSON.stringify(olds[name]));
    const response = new pb.DiffResponse();
    response.setChanges(
      changed.length === 0 ? pb.DiffResponse.DiffChanges.DIFF_NONE : pb.DiffResponse.DiffChanges.DIFF_SOME,
    );
    response.setDiffsList(changed);
    response.setReplacesList(replaces(typeOf(request.getUrn()), changed));
    return response;
  }),
  create: answer((request: pb.CreateRequest) => {
    const inputs = fromStruct(request.getProperties());
    const response = new pb.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(toStruct(previewOutputs(typeOf(request.getUrn()), inputs, config)));
      return response;
    }
    const created = create(typeOf(request.getUrn()), inputs, request.getUrn(), config);
    response.setId(created.id);
    response.setProperties(toStruct(created.outputs));
    return response;
  }),
  read: answer((request: pb.ReadRequest) => {
    const response = new pb.ReadResponse();
    const given = { ...fromStruct(request.getInputs()), ...fromStruct(request.getProperties()) };
    const found = read(typeOf(request.getUrn()), request.getId(), given, request.getUrn(), config);
    response.setId(found.id);
    response.setProperties(toStruct(found.outputs));
    response.setInputs(toStruct(fromStruct(request.getInputs())));
    return response;
  }),
  update: answer((request: pb.UpdateRequest) => {
    const [news, olds] = [fromStruct(request.getNews()), fromStruct(request.getOlds())];
    const type = typeOf(request.getUrn());
    const outputs = request.getPreview()
      ? { ...previewOutputs(type, news, config), id: request.getId() }
      : create(type, news, request.getUrn(), config).outputs;
    const response = new pb.UpdateResponse();
    // What was computed before stays, as far as the inputs do not say otherwise.
    response.setProperties(toStruct({ ...outputs, ...olds, ...news }));
    return response;
  }),
  delete: answer(() => new Empty()),
  cancel: answer(() => new Empty()),
  invoke: answer((request: pb.InvokeRequest) => {
    const response = new pb.InvokeResponse();
    response.setReturn(toStruct(lookup(request.getTok(), fromStruct(request.getArgs()), config)));
    return response;
  }),
};

const server = new Server({
  "grpc.max_receive_message_length": MAX_MESSAGE,
  "grpc.max_send_message_length": MAX_MESSAGE,
});
server.addService(ResourceProviderService, service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    console.error(error.message);
    process.exit(1);
  }
  // The engine reads the port from the first line.
  console.log(String(port));
});
