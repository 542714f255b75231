# doorstep.zsh -- completion for zsh.
#
# Which options a program has, and with which values, it says itself
# (--list-options).  The Makefile puts the line above that names the programs.

# The last of a comma-separated list; + appends to the usual one.
_doorstep_list() {
	compset -P '+'
	compset -P '*,'
	compadd -q -S '' -a - values
}

_doorstep_map() {
	compset -P '+'
	_files
}

# A file, or one of ours by its name.
_doorstep_named() {
	compadd -a values
	_files
}

# Runs by their numbers, with what each was, the latest first.
_doorstep_runs() {
	local -a runs
	runs=(${(f)"$(_call_program runs runs-list -H -c run,time,program 2>/dev/null)"})
	runs=(${${(Oa)runs//:/\\:}/$'\t'/:})
	runs=(${runs//$'\t'/ })
	_describe -V run runs
}

_doorstep() {
	local -a specs values
	local letter name arg kind known help action equals

	_call_program -l options $words[1] --list-options 2>/dev/null |
	while IFS=$'\t' read -r letter name arg kind known help; do
		help=${${help//\[/(}//\]/)}
		help=${help//:/\\:}
		arg=${${${arg#\[=}%\]}//:/.}
		equals='='
		case $kind in
		none) equals='' action='' ;;
		file)
			action=":$arg:_files"
			[[ $known = - ]] || action=":$arg:{ values=($known); _doorstep_named }"
			;;
		word) action=":$arg:($known)" ;;
		list) action=":$arg:{ values=(${known#-}); _doorstep_list }" ;;
		*) action=":$arg: " ;;
		esac
		[[ $arg != RUN ]] || action=":$arg:_doorstep_runs"
		[[ $arg != MAP ]] || action=":$arg:_doorstep_map"
		if [[ $name = - ]]; then
			[[ $kind = none ]] || specs+=("*$action")
			continue
		fi
		specs+=("*$name$equals""[$help]$action")
		[[ $letter = - ]] ||
		    specs+=("*$letter${equals:+"+"}[$help]$action")
	done
	_arguments -s -S $specs
}

_doorstep "$@"
