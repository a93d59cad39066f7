"""Everything between two machines: a large blob, many small ones, and a tree that is far away."""

from benchjava import build
from farmounts import far_mounts
from grpcblobs import large_blob
from grpcgets import small_blobs
from plan import Plan


def over_grpc(plan: Plan) -> str:
    build()
    return "\n".join(part(plan) for part in (large_blob, small_blobs, far_mounts))
