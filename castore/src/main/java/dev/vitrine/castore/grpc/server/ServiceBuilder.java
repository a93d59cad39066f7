package dev.vitrine.castore.grpc.server;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * One service under one name. gRPC wants the very descriptors that a service has, and ours have other marshallers than the generated
 * ones; so this describes the service again, by the same schema, which reflection shows. For one thread.
 */
final class ServiceBuilder {
    private final ServiceDescriptor described;
    private final Calls calls;
    private final List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();

    ServiceBuilder(ServiceDescriptor described, Calls calls) {
        this.described = described;
        this.calls = calls;
    }

    /** Adds a method whose client sends one message. */
    <Q, R> ServiceBuilder answer(MethodDescriptor<Q, R> method, Work<Q, R> work) {
        return add(method, calls.handler(work));
    }

    /** Adds a method whose client sends many messages. */
    <Q, R> ServiceBuilder take(MethodDescriptor<Q, R> method, Work<Q, R> work) {
        return add(method, calls.takingHandler(work));
    }

    private <Q, R> ServiceBuilder add(MethodDescriptor<Q, R> method, ServerCallHandler<Message<Q>, R> handler) {
        MethodDescriptor<Message<Q>, R> reading = method.toBuilder(
                        Message.read(method.getRequestMarshaller()), method.getResponseMarshaller())
                .build();
        methods.add(ServerMethodDefinition.create(reading, handler));
        return this;
    }

    ServerServiceDefinition build() {
        ServiceDescriptor.Builder again =
                ServiceDescriptor.newBuilder(described.getName()).setSchemaDescriptor(described.getSchemaDescriptor());
        methods.forEach(method -> again.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(again.build());
        methods.forEach(service::addMethod);
        return service.build();
    }
}
