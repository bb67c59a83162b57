tar -xzf actor-playground-0.1.0.tgz --exclude README.md
mv package actor-playground
