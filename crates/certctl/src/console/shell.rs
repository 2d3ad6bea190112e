//! The prompt and what happens with a line typed at it.

use super::{
    command::{Arguments, Command, Commands, Flow, UnknownCommand},
    dialogue::Dialogue,
    face::{Audience, Face, Purpose},
    left::{InputError, Left},
    misfit::misfit,
    stop::Stop,
};
use crate::{
    exit::Exit,
    failure::Failure,
    terminal::{Style, Text},
};

/// The words for the list of commands, which every console has.
const HELP: [&str; 2] = ["help", "?"];

/// What the prompt shows. The context of the commands tells it.
pub(crate) trait State {
    /// The machine's name.
    fn machine(&self) -> String;

    /// Whether changes wait to be committed; asked before each prompt.
    fn changes(&mut self) -> Changes;
}

/// Whether changes wait to be committed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Changes {
    /// None wait.
    None,
    /// Some wait; the prompt shows it with a `*`.
    Pending,
}

/// A console: a face, a table of commands and their context.
pub(crate) struct Shell<'s, C> {
    commands: &'s Commands<C>,
    face: &'s mut dyn Face,
    context: &'s mut C,
}

/// What follows after a turn.
enum Next {
    /// Another prompt.
    Prompt,
    /// The end, with this exit code.
    End(Exit),
}

/// A line that was entered at the prompt.
enum Entered<'l, 'c, C> {
    /// Nothing.
    Nothing,
    /// The word for the list of commands.
    Help,
    /// A command and the words after it.
    Command(&'c dyn Command<C>, Vec<&'l str>),
}

impl<'s, C: State> Shell<'s, C> {
    /// A console that has not begun.
    pub(crate) fn new(commands: &'s Commands<C>, face: &'s mut dyn Face, context: &'s mut C) -> Self {
        Self {
            commands,
            face,
            context,
        }
    }

    /// Runs commands until one exits or the input ends.
    ///
    /// A person who saw what failed goes on and gets [`Exit::Done`]. With a program it ends at the first command that
    /// fails, with its exit code: what follows was written for a command that did its work.
    ///
    /// # Errors
    ///
    /// A [`Failure`] with the name of an [`InputError`] when the console cannot go on.
    pub(crate) fn run(mut self) -> Result<Exit, Failure> {
        loop {
            match self.turn() {
                Ok(Next::Prompt) => {}
                Ok(Next::End(exit)) => return Ok(exit),
                Err(reason) => return Err(Failure::new(&reason)),
            }
        }
    }

    /// One prompt and its command.
    fn turn(&mut self) -> Result<Next, InputError> {
        let mark = match self.context.changes() {
            Changes::None => "",
            Changes::Pending => "*",
        };
        let prompt = format!("{}{mark}> ", self.context.machine());
        let mut words = self.commands.words();
        words.extend(HELP);
        let line = match self.face.read(&prompt, Purpose::Command(&words)) {
            Ok(line) => line,
            Err(Left::Ended) => return self.end(Exit::Done),
            Err(Left::Broken(reason)) => return Err(reason),
            Err(_) => return Ok(Next::Prompt),
        };
        let audience = self.face.audience();
        match (self.execute(&line), audience) {
            (Ok(Flow::Prompt) | Err(Stop::Left(Left::Back)), _) => Ok(Next::Prompt),
            (Ok(Flow::Exit), _) => Ok(Next::End(Exit::Done)),
            (Err(Stop::Failed(failure) | Stop::Left(Left::Refused(failure))), audience) => {
                self.tell(&failure.notice.in_console().text("error", Style::Bad))?;
                match audience {
                    Audience::Person => Ok(Next::Prompt),
                    Audience::Program { .. } => self.end(failure.exit),
                }
            }
            (Err(Stop::Left(Left::Interrupted)), _) => {
                let mut text = Text::new();
                text.line("Left. Changes made before are kept.");
                self.tell(&text)?;
                Ok(Next::Prompt)
            }
            (Err(Stop::Left(Left::Ended)), _) => {
                self.end(Exit::Input)?;
                Err(InputError::Ended)
            }
            (Err(Stop::Left(Left::Broken(reason))), _) => Err(reason),
        }
    }

    fn execute(&mut self, line: &str) -> Result<Flow, Stop> {
        let commands = self.commands;
        self.face.echo(line, Purpose::Command(&[]))?;
        let entered = match (entered(commands, line), self.face.audience()) {
            (Err(reason), Audience::Program { line, content }) => {
                return Err(misfit(Failure::new(&reason), line, content).into());
            }
            (entered, _) => entered?,
        };
        match entered {
            Entered::Nothing => Ok(Flow::Prompt),
            Entered::Help => {
                self.face.show(&self.help())?;
                Ok(Flow::Prompt)
            }
            Entered::Command(command, arguments) => {
                command.run(&arguments, &mut Dialogue::new(self.face), self.context)
            }
        }
    }

    fn help(&self) -> Text {
        let row = |words: Vec<&str>, help: &str| vec![words.join(", "), help.to_owned()];
        let mut rows: Vec<Vec<String>> = self
            .commands
            .iter()
            .map(|command| {
                let mut words = vec![command.name()];
                words.extend(command.aliases());
                row(words, command.help())
            })
            .collect();
        rows.push(row(HELP.to_vec(), "List the commands"));
        rows.sort();
        let mut text = Text::new();
        text.columns(rows);
        text
    }

    /// The end: nothing is lost, but it may not be in force.
    fn end(&mut self, exit: Exit) -> Result<Next, InputError> {
        if self.context.changes() == Changes::Pending {
            let mut text = Text::new();
            text.styled(
                Style::Warning,
                "Changes are pending and not in force; commit puts them in force.",
            );
            self.tell(&text)?;
        }
        Ok(Next::End(exit))
    }

    fn tell(&mut self, text: &Text) -> Result<(), InputError> {
        match self.face.show(text) {
            Err(Left::Broken(reason)) => Err(reason),
            _ => Ok(()),
        }
    }
}

fn entered<'l, 'c, C>(
    commands: &'c Commands<C>,
    line: &'l str,
) -> Result<Entered<'l, 'c, C>, UnknownCommand> {
    let mut words = line.split_whitespace();
    let Some(name) = words.next() else {
        return Ok(Entered::Nothing);
    };
    if HELP.iter().any(|word| word.eq_ignore_ascii_case(name)) {
        return Ok(Entered::Help);
    }
    let command = commands.find(name)?;
    let arguments: Vec<&str> = words.collect();
    if command.arguments() == Arguments::None && !arguments.is_empty() {
        return Err(UnknownCommand::TakesNoArguments {
            command: command.name(),
        });
    }
    Ok(Entered::Command(command, arguments))
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;
    use crate::{
        clock::Moment,
        console::{Decision, Operation, Script, pipe::Pipe},
    };

    /// What the commands of these tests share.
    #[derive(Default)]
    struct Notes {
        staged: Vec<Moment>,
    }

    impl State for Notes {
        fn machine(&self) -> String {
            "mail.example.com".to_owned()
        }

        fn changes(&mut self) -> Changes {
            if self.staged.is_empty() {
                Changes::None
            } else {
                Changes::Pending
            }
        }
    }

    struct Dates;

    #[derive(Clone, Copy)]
    enum Act {
        Add,
        Fail,
    }

    impl Command<Notes> for Dates {
        fn name(&self) -> &'static str {
            "dateconfig"
        }

        fn aliases(&self) -> &'static [&'static str] {
            &["dates"]
        }

        fn help(&self) -> &'static str {
            "Keep dates"
        }

        fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, notes: &mut Notes) -> Result<Flow, Stop> {
            let operations = [
                Operation::new("ADD", "Add a date", Act::Add),
                Operation::new("FAIL", "Do what cannot be done", Act::Fail),
            ];
            while let Some(act) = dialogue.operation(&operations)? {
                match act {
                    Act::Add => {
                        let date = dialogue.text("Enter the date:", "2026-03-15", str::parse::<Moment>)?;
                        if dialogue.confirm("Keep it?", Decision::Yes)? == Decision::Yes {
                            notes.staged.push(date);
                        }
                    }
                    Act::Fail => drop("never".parse::<Moment>()?),
                }
            }
            Ok(Flow::Prompt)
        }
    }

    struct Exiting;

    impl Command<Notes> for Exiting {
        fn name(&self) -> &'static str {
            "exit"
        }

        fn help(&self) -> &'static str {
            "Leave the console"
        }

        fn run(&self, _: &[&str], _: &mut Dialogue<'_>, _: &mut Notes) -> Result<Flow, Stop> {
            Ok(Flow::Exit)
        }
    }

    /// As [`run`], for a program.
    fn piped(lines: &str) -> (Exit, String) {
        let commands = Commands::new(vec![Box::new(Exiting), Box::new(Dates)]);
        let mut pipe = Pipe::new(lines.as_bytes(), Vec::new());
        let exit = Shell::new(&commands, &mut pipe, &mut Notes::default()).run();
        (exit.unwrap(), String::from_utf8(pipe.output().clone()).unwrap())
    }

    fn run(lines: &str) -> (Result<Exit, Failure>, String) {
        let commands = Commands::new(vec![Box::new(Exiting), Box::new(Dates)]);
        let mut script = Script::new(lines);
        let result = Shell::new(&commands, &mut script, &mut Notes::default()).run();
        (result, script.transcript().to_owned())
    }

    #[test]
    fn a_whole_session_is_a_readable_transcript() {
        let (result, transcript) = run("dates\nadd\n\ny\n\nexit\n");
        assert_eq!(result.unwrap(), Exit::Done);
        let menu = "\nChoose the operation you want to perform:\n\
                    - ADD - Add a date\n- FAIL - Do what cannot be done\n[]> ";
        assert_eq!(
            transcript,
            format!(
                "mail.example.com> dates\n{menu}add\nEnter the date:\n[2026-03-15]> \nKeep it? [Y]> y\n\
                 {menu}\nmail.example.com*> exit\n"
            )
        );
    }

    #[test]
    fn ctrl_c_leaves_the_dialogue_and_keeps_what_was_staged() {
        let (result, transcript) = run("dates\nadd\n\ny\nadd\n^C\nexit\n");
        assert_eq!(result.unwrap(), Exit::Done);
        assert!(
            transcript.ends_with(
                "[2026-03-15]> ^C\nLeft. Changes made before are kept.\nmail.example.com*> exit\n"
            ),
            "{transcript}"
        );
    }

    #[test]
    fn ctrl_c_at_the_prompt_gives_another_prompt() {
        let (result, transcript) = run("^C\n\nexit\n");
        assert_eq!(result.unwrap(), Exit::Done);
        assert_eq!(
            transcript,
            "mail.example.com> ^C\nmail.example.com> \nmail.example.com> exit\n"
        );
    }

    #[test]
    fn the_end_of_the_input_at_the_prompt_says_what_is_pending() {
        let (result, transcript) = run("dates\nadd\n\ny\n\n");
        assert_eq!(result.unwrap(), Exit::Done);
        assert!(transcript.ends_with("Changes are pending and not in force; commit puts them in force.\n"));
        let (result, transcript) = run("");
        assert_eq!(result.unwrap(), Exit::Done);
        assert_eq!(transcript, "mail.example.com> \n");
    }

    #[test]
    fn the_end_of_the_input_within_a_dialogue_is_a_failure() {
        let (_, transcript) = run("dates\nadd\n\ny\nadd\n");
        assert!(transcript.ends_with("\nChanges are pending and not in force; commit puts them in force.\n"));
        let (result, _) = run("dates\nadd\n");
        let failure = result.unwrap_err();
        assert_eq!(failure.notice.name, "console-input-ended");
        assert_eq!(failure.exit, Exit::Input);
    }

    #[test]
    fn a_line_without_end_is_a_failure() {
        let long: String = iter::repeat_n('x', 70_000).collect();
        assert_eq!(run(&long).0.unwrap_err().notice.name, "console-line-too-long");
    }

    #[test]
    fn a_person_sees_what_failed_and_goes_on() {
        let (result, transcript) = run("dates\nfail\ndates\nadd\n\ny\n\nexit\n");
        assert_eq!(result.unwrap(), Exit::Done);
        assert!(transcript.contains("error: 'never' is no time"), "{transcript}");
        assert!(transcript.ends_with("mail.example.com*> exit\n"), "{transcript}");
    }

    #[test]
    fn a_program_ends_at_the_first_command_that_fails() {
        let (exit, transcript) = piped("dates\nadd\n\ny\nfail\ndates\nadd\n\ny\n\nexit\n");
        assert_eq!(exit, Exit::Usage);
        assert!(
            transcript.ends_with(
                "[time-malformed]\nChanges are pending and not in force; commit puts them in force.\n"
            ),
            "{transcript}"
        );
    }

    #[test]
    fn a_line_of_a_program_that_does_not_fit_is_shown_with_its_number_and_is_the_end() {
        for (lines, line, name, number) in [
            ("dates\nadd\nnever\ny\n\nexit\n", "never", "time-malformed", 3),
            (
                "dates\nadd\n\nmaybe\n\nexit\n",
                "maybe",
                "answer-not-yes-or-no",
                4,
            ),
            ("dates\nedit\nexit\n", "edit", "operation-unknown", 2),
            ("dateconfg\nexit\n", "dateconfg", "command-unknown", 1),
            ("exit now\n", "exit now", "command-takes-no-arguments", 1),
        ] {
            let (exit, transcript) = piped(lines);
            assert_ne!(exit, Exit::Done, "{transcript}");
            assert!(
                transcript.contains(&format!("> {line}\nerror: line {number} of the input: ")),
                "{transcript}"
            );
            assert!(transcript.ends_with(&format!("[{name}]\n")), "{transcript}");
        }
    }

    #[test]
    fn a_key_in_the_wrong_place_is_not_shown() {
        for lines in ["dates\n", "dates\nadd\n", "dates\nadd\n\n", ""] {
            let (exit, transcript) = piped(&format!("{lines}-----BEGIN PRIVATE KEY-----\nMC4CAQ\n"));
            assert_ne!(exit, Exit::Done, "{transcript}");
            assert!(!transcript.contains("MC4CAQ"), "{transcript}");
        }
    }

    #[test]
    fn what_is_no_command_is_answered_in_one_line() {
        let (result, transcript) = run("dateconfg\nexit now\nexit\n");
        assert_eq!(result.unwrap(), Exit::Done);
        assert_eq!(
            transcript,
            "mail.example.com> dateconfg\n\
             error: 'dateconfg' is no command; did you mean dateconfig? [command-unknown]\n\
             mail.example.com> exit now\n\
             error: exit is entered alone and asks for what it needs [command-takes-no-arguments]\n\
             mail.example.com> exit\n"
        );
    }

    #[test]
    fn help_lists_the_commands_in_order() {
        let (_, transcript) = run("?\n");
        let lines: Vec<Vec<&str>> = transcript
            .lines()
            .skip(1)
            .take(3)
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(lines[0], ["dateconfig,", "dates", "Keep", "dates"]);
        assert_eq!(lines[1], ["exit", "Leave", "the", "console"]);
        assert_eq!(lines[2], ["help,", "?", "List", "the", "commands"]);
    }
}
