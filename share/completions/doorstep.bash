# doorstep.bash -- completion for bash.
#
# Which options a program has, and with which values, it says itself
# (--list-options).  The Makefile appends the line that names the programs.
# shellcheck shell=bash

# Files that begin with $1, behind what stands before the name ("+").
_doorstep_files()
{
	local files
	files=$(compgen -P "$2" -f -- "$1")
	[[ -z $files ]] || mapfile -t COMPREPLY <<<"$files"
}

# The last of a comma-separated list, if $2 is "list".
_doorstep_words()
{
	local before=
	[[ $2 != list || ! $1 =~ ^(\+|.*,) ]] || before=${BASH_REMATCH[1]}
	mapfile -t COMPREPLY < <(compgen -P "$before" -W "$3" -- "${1#"$before"}")
	[[ $2 != list ]] || compopt -o nospace 2>/dev/null
}

_doorstep()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local table letter name arg kind values plus=

	# "--db=x" comes as three words.
	if [[ $word == '=' ]]; then
		word=
	elif [[ $before == '=' ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	table=$("$1" --list-options 2>/dev/null) || return
	COMPREPLY=()
	while IFS=$'\t' read -r letter name arg kind values _; do
		if [[ $before == "$name" || $before == "$letter" ]] &&
		    [[ $kind != none && $before != - ]]; then
			COMPREPLY=()
			[[ $arg != MAP || $word != +* ]] || plus=+
			case $kind in
			file) _doorstep_files "${word#"$plus"}" "$plus" ;;
			word | list)
				[[ $values == - ]] ||
				    _doorstep_words "$word" "$kind" "$values"
				;;
			esac
			return
		fi
		[[ $kind != none ]] || arg=
		[[ $word == -* && $name == "$word"* ]] &&
		    COMPREPLY+=("$name${arg:+=}")
	done <<<"$table"
	if [[ $word != -* ]]; then
		_doorstep_files "$word" ''
	elif [[ ${COMPREPLY[*]} == *= ]]; then
		compopt -o nospace 2>/dev/null
	fi
}
