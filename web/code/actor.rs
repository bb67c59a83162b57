//! The actor of actor/data/data.go in Rust, with Tokio's mpsc and oneshot channels. The playground shows it for comparison.

use tokio::sync::{mpsc, oneshot};

enum Command {
    Get(oneshot::Sender<i32>),
    Set(i32),
}

#[derive(Clone)]
pub struct Value {
    actor: mpsc::Sender<Command>,
}

pub fn start(capacity: usize) -> Value {
    let (actor, mailbox) = mpsc::channel(capacity);
    tokio::spawn(handle(mailbox)); // view: start
    Value { actor }
}

async fn handle(mut mailbox: mpsc::Receiver<Command>) {
    let mut held = 0;
    while let Some(command) = mailbox.recv().await { // view: receive
        match command { // view: handle
            Command::Get(reply) => {
                let _ = reply.send(held); // view: reply
            }
            Command::Set(value) => held = value, // view: store
        }
    }
}

// None: the command was refused, or the actor has ended.
impl Value {
    pub async fn set(&self, value: i32) -> Option<()> {
        self.actor.send(Command::Set(value)).await.ok() // view: set
    }

    pub fn try_set(&self, value: i32) -> Option<()> {
        self.actor.try_send(Command::Set(value)).ok() // view: try set
    }

    pub async fn get(&self) -> Option<i32> {
        let (reply, answer) = oneshot::channel();
        self.actor.send(Command::Get(reply)).await.ok()?; // view: get
        answer.await.ok() // view: answer
    }
}
