# doorstep.bash -- completion for bash.
#
# Which options a program has, and with which values, it says itself
# (--list-options).  The Makefile appends the line that names the programs.
# shellcheck shell=bash

# Files that begin with $1, behind what stands before the name ("+").  As file
# names, so that a blank in one of them is quoted; the = of an option is not.
_doorstep_files()
{
	local files
	files=$(compgen -P "$2" -f -- "$1")
	[[ -z $files ]] || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY <<<"$files"
	compopt -o filenames 2>/dev/null
}

# The last of a comma-separated list, if $2 is "list".
_doorstep_words()
{
	local before=
	[[ $2 != list || ! $1 =~ ^(\+|.*,) ]] || before=${BASH_REMATCH[1]}
	mapfile -t COMPREPLY < <(compgen -P "$before" -W "$3" -- "${1#"$before"}")
	[[ $2 != list ]] || compopt -o nospace 2>/dev/null
}

# What an option of this kind takes ("-": an operand), with those values.
_doorstep_value()
{
	local plus=
	[[ $2 != MAP || $1 != +* ]] || plus=+
	[[ $4 == - ]] || _doorstep_words "$1" "$3" "$4"
	case $2,$3 in
	RUN,*) _doorstep_words "$1" word "$(runs-list -H -c run 2>/dev/null)" ;;
	*,file) _doorstep_files "${1#"$plus"}" "$plus" ;;
	esac
}

_doorstep()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local table letter name arg kind values

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
			_doorstep_value "$word" "$arg" "$kind" "$values"
			return
		fi
		if [[ $name == - ]]; then
			[[ $word == -* ]] ||
			    _doorstep_value "$word" "$arg" "$kind" "$values"
		elif [[ $word == -* && $name == "$word"* ]]; then
			[[ $kind != none ]] || arg=
			COMPREPLY+=("$name${arg:+=}")
		fi
	done <<<"$table"
	[[ $word != -* || ${COMPREPLY[*]} != *= ]] ||
	    compopt -o nospace 2>/dev/null
}
