package dev.interprocess.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc completion}: what a shell needs to complete the tool's command lines. */
final class CompletionCommand implements Tool {
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc completion bash > ~/.local/share/bash-completion/completions/ipc",
            "Prints a script that lets a shell complete the commands and options of ipc.")
        .addPositional(Specs.parameter(0, "SHELL", Shell.class, "bash, zsh or fish"));
  }

  @Override
  public int run(ParseResult arguments) {
    CommandLine ipc = arguments.commandSpec().root().commandLine();
    Shell shell = arguments.matchedPositional(0).getValue();
    System.out.println(
        switch (shell) {
          case BASH -> AutoComplete.bash("ipc", ipc);
          // picocli's script serves zsh through its bash emulation.
          case ZSH ->
              "#compdef ipc\nautoload -U +X bashcompinit && bashcompinit\n"
                  + AutoComplete.bash("ipc", ipc);
          case FISH -> fish(ipc);
        });
    return 0;
  }

  private static String fish(CommandLine ipc) {
    StringBuilder script = new StringBuilder("complete -c ipc -f\n");
    ipc.getSubcommands()
        .forEach(
            (name, command) -> {
              script
                  .append("complete -c ipc -n __fish_use_subcommand -a ")
                  .append(name)
                  .append(" -d ")
                  .append(quoted(command.getCommandSpec().usageMessage().description()[0]))
                  .append('\n');
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.hidden()) {
                  continue;
                }
                script
                    .append("complete -c ipc -n '__fish_seen_subcommand_from ")
                    .append(name)
                    .append("' -l ")
                    .append(option.longestName().replaceFirst("^--", ""))
                    .append(option.arity().max() > 0 ? " -r" : "")
                    .append(" -d ")
                    .append(quoted(option.description()[0]))
                    .append('\n');
              }
            });
    return script.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
