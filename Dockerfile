# isms alone in an image: one static binary, no shell, no root.
#
#   docker build --tag isms .
#   docker run --rm --volume "$PWD:/repo:ro" isms check
#
# The repository is mounted at /repo. What writes into it (`--format FORMAT=FILE`, `render`, `fix`) needs the
# mount without `:ro` and your own number: `--user "$(id -u):$(id -g)"`. GitLab runs jobs in a shell, which this
# image has not: use the component there (packaging/gitlab).
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
# glibc inside the binary: nothing of the system it runs on is needed. The target is named so that the flag
# does not reach procedural macros, which cannot be static. Random numbers come from the kernel itself: a static
# binary would else look for /dev/urandom, which a bare root has not.
ENV RUSTFLAGS="-C target-feature=+crt-static --cfg getrandom_backend=\"linux_getrandom\"" LIBZ_SYS_STATIC=1
RUN target="$(rustc --print host-tuple)" \
    && cargo build --locked --release --target "$target" \
    && cp "target/$target/release/isms" /isms

FROM scratch
COPY --from=build /isms /usr/local/bin/isms
# A mounted repository belongs to another user, which git refuses unless it is told that this is meant.
COPY packaging/docker/gitconfig /etc/gitconfig
USER 65532:65532
WORKDIR /repo
ENTRYPOINT ["/usr/local/bin/isms"]
