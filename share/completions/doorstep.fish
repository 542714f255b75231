# doorstep.fish -- completion for fish, of the program that this file is called
# after: the Makefile installs a copy for each.
#
# Which options a program has, and with which values, it says itself
# (--list-options).

# The last of a comma-separated list; + appends to the usual one.
function __doorstep_list
    set -l before (string replace -r '^--[^=]*=|^-.' '' -- (commandline -ct) |
        string replace -r '[^,+]*$' '')
    printf '%s\n' $before$argv
end

begin
    set -l program (basename (status filename) .fish)
    # Files where operands are some.
    complete -c $program -f
    command $program --list-options 2>/dev/null | while read -l -d \t letter name arg kind known help
        if test $name = -
            switch $arg
                case FILE
                    complete -c $program -F
                case RUN
                    complete -c $program -k -a '(runs-list -H -c run,program 2>/dev/null | sort -nr)'
            end
            continue
        end
        set -l option -l (string sub -s 3 -- $name)
        test $letter = -; or set -a option -s (string sub -s 2 -- $letter)
        switch $kind
            case file
                set -a option -r -F
                test $known = -; or set -a option -a $known
            case word
                set -a option -x -a $known
            case list
                set -a option -x
                test $known = -; or set -a option -a "(__doorstep_list $known)"
            case any
                set -a option -x
        end
        complete -c $program $option -d $help
    end
end
