//! The same actor in Rust, with Tokio: a task that owns a number, and handles that send it messages.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

enum Message {
    Set(i32),
    Get(oneshot::Sender<i32>),
    Crash,
    Stop,
}

#[derive(Debug, PartialEq)]
pub enum Failure {
    Full,
    Stopped,
    TimedOut,
}

/// Clone it for each caller.
#[derive(Clone)]
pub struct Register {
    mailbox: mpsc::Sender<Message>,
    task: Arc<JoinHandle<()>>,
}

/// Starts the actor. Its mailbox holds at most that many messages.
pub fn start(capacity: usize) -> Register {
    let (mailbox, messages) = mpsc::channel(capacity);
    let task = Arc::new(tokio::spawn(own_number(messages)));
    Register { mailbox, task }
}

/// The actor. Nobody else ever sees `number`, so it needs no lock.
async fn own_number(mut messages: mpsc::Receiver<Message>) {
    let mut number = 0;
    while let Some(message) = messages.recv().await {
        match message {
            Message::Set(next) => number = next,
            Message::Get(reply) => {
                if reply.send(number).is_err() {
                    // Whoever asked has dropped the receiver. Nothing is left to do.
                }
            }
            Message::Crash => panic!("crash"),
            Message::Stop => messages.close(), // what is in the mailbox still comes out
        }
    }
}

impl Register {
    /// Returns once the message is in the mailbox, which isn't to say that it was handled.
    pub async fn set(&self, number: i32) -> Result<(), Failure> {
        let slot = self.mailbox.reserve().await.map_err(|_| Failure::Stopped)?;
        slot.send(Message::Set(number));
        Ok(())
    }

    /// Doesn't wait for a slot.
    pub fn try_set(&self, number: i32) -> Result<(), Failure> {
        match self.mailbox.try_send(Message::Set(number)) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_)) => Err(Failure::Full),
            Err(TrySendError::Closed(_)) => Err(Failure::Stopped),
        }
    }

    pub async fn get(&self) -> Result<i32, Failure> {
        let (reply, answer) = oneshot::channel();
        let slot = self.mailbox.reserve().await.map_err(|_| Failure::Stopped)?;
        slot.send(Message::Get(reply));
        answer.await.map_err(|_| Failure::Stopped)
    }

    /// A future that is dropped halfway is cancelled: it leaves the line, or lets go of the answer.
    pub async fn get_within(&self, limit: Duration) -> Result<i32, Failure> {
        match timeout(limit, self.get()).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::TimedOut),
        }
    }

    /// For the sake of the example.
    pub async fn crash(&self) -> Result<(), Failure> {
        let slot = self.mailbox.reserve().await.map_err(|_| Failure::Stopped)?;
        slot.send(Message::Crash);
        Ok(())
    }

    /// A message like the others: it waits its turn, and what got in before the end is handled.
    pub async fn stop(&self) -> Result<(), Failure> {
        let slot = self.mailbox.reserve().await.map_err(|_| Failure::Stopped)?;
        slot.send(Message::Stop);
        self.mailbox.closed().await;
        Ok(())
    }

    /// Ends the task where it awaits next. It drops its mailbox, and that drops every message in it.
    pub fn kill(&self) {
        self.task.abort();
    }
}
